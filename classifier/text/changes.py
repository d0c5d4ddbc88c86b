"""What to tell a reader about the evasions that were undone: `f4ck` reads "fuck"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from classifier.text.offsets import OffsetMap
from classifier.text.words import words


class Touch(NamedTuple):
    """An edit that a step made, as a range of the original."""

    start: int
    end: int
    step: str


@dataclass(frozen=True, slots=True)
class Change:
    """An evasion that was undone: `before` stands at `start:end` of the original and reads `after`."""

    step: str
    start: int
    end: int
    before: str
    after: str


def changes(original: str, text: str, offsets: OffsetMap, touches: Iterable[Touch]) -> Iterator[Change]:
    """Yield a change for each word of `text` that was touched, and for each step that touched it.

    What was removed beside a word, or between two, hid nothing and is no change.
    """
    spans = words(text)
    word_starts = [start for start, _ in spans]
    seen: set[tuple[int, str]] = set()
    for touch in sorted(touches):
        first = bisect_right(offsets.ends, touch.start)
        last = bisect_left(offsets.starts, touch.end, first)
        at = bisect_left(word_starts, last) - 1
        if at < 0 or spans[at][1] <= first or not text[spans[at][0]].isalpha():
            continue
        if (at, touch.step) not in seen:
            seen.add((at, touch.step))
            after = text[slice(*spans[at])]
            start, end = offsets.span(*spans[at])
            before = original[start:end]
            if before.lower() != after:
                yield Change(touch.step, start, end, before, after)

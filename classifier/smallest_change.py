"""What would have passed: the comment with as few words as possible taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from classifier.verdict import SmallestChange, Span

#: How many words the search takes out before it gives up, and how many characters it scores for a flag, so
#: that no long comment can be made to keep it busy.
CHANGE_WORDS = 24
CHANGE_CHARACTERS = 16_000
#: Up to so many at first, then up to so many, since one or two mostly are enough and each version costs time.
TRIED_AT_ONCE = (2, 6)

#: Marks that no blank is left before.
_STAY_CLOSE = ",.;:!?"

#: Scores versions of one comment: probabilities, shape (versions, labels).
Rescore = Callable[[Sequence[str]], npt.NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Flag:
    """A flagged label: the column of its scores, its threshold, and the words that speak for it, the heaviest
    first."""

    column: int
    threshold: float
    heaviest: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Needed:
    """How many of the heaviest words must go for the label to pass, and the comment without them. If no
    number of them is enough, `words` is as many as were tried and `change` is None."""

    words: int
    change: SmallestChange | None = None


def smallest_changes(text: str, flags: Sequence[Flag], rescore: Rescore) -> list[Needed]:
    """Search for every flag at once: to score many versions costs hardly more than to score one."""
    affordable = max(1, CHANGE_CHARACTERS // max(1, len(text)))
    most = [min(CHANGE_WORDS, affordable, len(flag.heaviest)) for flag in flags]
    found: dict[int, Needed] = {}
    tried = 0
    for upto in (*TRIED_AT_ONCE, CHANGE_WORDS):
        versions = {
            number: [without(text, flag.heaviest[:count]) for count in range(tried + 1, min(upto, last) + 1)]
            for number, (flag, last) in enumerate(zip(flags, most, strict=True))
            if number not in found
        }
        distinct = list(dict.fromkeys(chain.from_iterable(versions.values())))
        if not distinct:
            break
        scores = dict(zip(distinct, rescore(distinct), strict=True))
        for number, tries in versions.items():
            column, threshold = flags[number].column, flags[number].threshold
            passing = (place for place, each in enumerate(tries) if scores[each][column] < threshold)
            if (first := next(passing, None)) is not None:
                change = SmallestChange(tries[first], float(scores[tries[first]][column]))
                found[number] = Needed(tried + first + 1, change)
        tried = upto
    return [found.get(number, Needed(last)) for number, last in enumerate(most)]


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with these pieces taken out and the blanks around them closed up."""
    kept, done = "", 0
    for span in sorted(spans, key=lambda span: span.start):
        kept += text[done : span.start]
        done = max(done, span.end)
        if text[done : done + 1] in _STAY_CLOSE:
            kept = kept.rstrip()
    return " ".join((kept + text[done:]).split())

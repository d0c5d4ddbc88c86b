"""From a score to its reasons: which words spoke for it, which against, and what would have passed.

The weights are exact, not estimated: a linear model's logit is the sum of what its n-grams weigh, each
n-gram's weight is shared by the characters it lies on, and a word weighs what its characters do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from classifier.summary import summarise
from classifier.text.changes import Change
from classifier.text.normalise import Normalised
from classifier.text.words import words
from classifier.verdict import Reason, SmallestChange, Span

#: A word is named if it is needed to pass, or weighs at least this share of what the heaviest word does; next
#: to a named word, the smaller share will do. Sought on the spans that people marked in 500 training
#: comments.
NAMED_SHARE = 0.8
NEIGHBOUR_SHARE = 0.5
#: Words speak against a label from this many logits down, and at most so many are shown.
AGAINST_LOGITS = -0.1
AGAINST_SHOWN = 3
#: How many words the search for the smallest change takes out before it gives up, and how many characters it
#: scores on the way, so that no long comment can be made to keep it busy.
CHANGE_WORDS = 24
CHANGE_CHARACTERS = 16_000
#: Up to so many at first, then up to so many, since one or two mostly are enough and each version costs time.
TRIED_AT_ONCE = (2, 6)

#: What normalisation puts in front of a link's host.
_LINK = "{url}"

#: Marks that no blank is left before.
_STAY_CLOSE = ",.;:!?"

#: Scores versions of one comment under one label: probabilities, in the same order.
Rescore = Callable[[Sequence[str]], npt.NDArray[np.float64]]


def weigh(comment: Normalised, weights: npt.NDArray[np.float64]) -> list[Span]:
    """Give each word its share of the logit.

    `weights` has one number for each code point of `comment.text`. Characters between words count for the
    word before them, those before the first word for the first, so that the spans' weights sum to all of
    `weights`. Words that stand on the same place in the original (a link and its host) become one span.
    """
    if not comment.text:
        return []
    ranges = words(comment.text) or [(0, len(comment.text))]
    bounds = [0, *(start for start, _ in ranges[1:]), len(comment.text)]
    sums = np.add.reduceat(weights, bounds[:-1])
    spans: list[Span] = []
    links: set[int] = set()
    for (first, last), weight in zip(ranges, sums, strict=True):
        start, end = comment.span(first, last)
        if comment.text.startswith(_LINK, first):
            links.add(start)
        if spans and start < spans[-1].end:
            before = spans.pop()
            start, end, weight = before.start, max(before.end, end), weight + before.weight
        spans.append(Span(start, end, comment.original[start:end], float(weight)))
    # What the host of a link reads as says nothing of the link.
    changes = [change for change in comment.changes if change.start not in links]
    return list(_with_readings(spans, changes))


def reason_for(
    label: str, score: float, threshold: float, spans: Sequence[Span], text: str, rescore: Rescore
) -> Reason:
    """The reason for a flag, from every word's weight."""
    heaviest = sorted(
        (span for span in spans if span.weight > 0), key=lambda span: (-span.weight, span.start)
    )
    needed, change = _smallest_change(text, heaviest, threshold, rescore)
    shown = join_neighbours(_named(spans, heaviest, needed, text), text)
    against = sorted((span for span in spans if span.weight <= AGAINST_LOGITS), key=lambda span: span.weight)
    return Reason(
        label, score, threshold, summarise(label, shown), tuple(shown), tuple(against[:AGAINST_SHOWN]), change
    )


def join_neighbours(spans: Sequence[Span], text: str) -> list[Span]:
    """Join spans that only blanks or a hyphen part, summing their weights: “village” “idiot” is one piece."""
    joined: list[Span] = []
    for span in spans:
        if joined and _touch(joined[-1], span, text):
            before = joined.pop()
            reading = None
            if before.read_as or span.read_as:
                reading = f"{before.read_as or before.text} {span.read_as or span.text}"
            whole = text[before.start : span.end]
            span = Span(before.start, span.end, whole, before.weight + span.weight, reading)
        joined.append(span)
    return joined


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with these pieces taken out and the blanks around them closed up."""
    kept, done = "", 0
    for span in sorted(spans, key=lambda span: span.start):
        kept += text[done : span.start]
        done = max(done, span.end)
        if text[done : done + 1] in _STAY_CLOSE:
            kept = kept.rstrip()
    return " ".join((kept + text[done:]).split())


def _named(spans: Sequence[Span], heaviest: Sequence[Span], needed: int, text: str) -> list[Span]:
    """The words that a reason names, in the comment's order."""
    if not heaviest:
        return []
    most = heaviest[0].weight
    chosen = {*heaviest[:needed], *(span for span in heaviest if span.weight >= NAMED_SHARE * most)}
    beside = {
        span
        for before, after in pairwise(spans)
        for span, other in ((before, after), (after, before))
        if other in chosen and span.weight >= NEIGHBOUR_SHARE * most and _touch(before, after, text)
    }
    named = chosen | beside
    return [span for span in spans if span in named]


def _touch(before: Span, after: Span, text: str) -> bool:
    """Whether nothing but blanks or a hyphen parts two words."""
    return not text[before.end : after.start].strip(" -")


def _smallest_change(
    text: str, heaviest: Sequence[Span], threshold: float, rescore: Rescore
) -> tuple[int, SmallestChange | None]:
    """How many of the heaviest words must go for the comment to pass, and the comment without them."""
    affordable = max(1, CHANGE_CHARACTERS // max(1, len(text)))
    candidates = heaviest[: min(CHANGE_WORDS, affordable)]
    tried = 0
    for upto in (*TRIED_AT_ONCE, len(candidates)):
        counts = range(tried + 1, min(upto, len(candidates)) + 1)
        if not counts:
            break
        versions = [without(text, candidates[:count]) for count in counts]
        scores = rescore(versions)
        passing = np.flatnonzero(scores < threshold)
        if len(passing):
            first = int(passing[0])
            return counts[first], SmallestChange(versions[first], float(scores[first]))
        tried = counts[-1]
    return len(candidates), None


def _with_readings(spans: Sequence[Span], changes: Sequence[Change]) -> Iterator[Span]:
    """Say what the undone evasions inside each word read as."""
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    starts, ends = [change.start for change in ordered], [change.end for change in ordered]
    for span in spans:
        inside = ordered[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        readings = dict.fromkeys(change.after for change in inside)
        yield replace(span, read_as=" ".join(readings)) if readings else span

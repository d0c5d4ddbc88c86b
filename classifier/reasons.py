"""From a score to its reasons: which words spoke for it, which against, and what would have passed.

The weights are exact, not estimated: a linear model's logit is the sum of what its n-grams weigh, each
n-gram's weight is shared by the characters it lies on, and a word weighs what its characters do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from classifier.smallest_change import Needed
from classifier.summary import summarise
from classifier.text.changes import Change
from classifier.text.normalise import Normalised
from classifier.text.words import words
from classifier.verdict import Reason, Span

#: A word is named if it is needed to pass, or weighs at least this share of what the heaviest word does; next
#: to a named word, the smaller share will do. Sought on the spans that people marked in 500 training
#: comments.
NAMED_SHARE = 0.8
NEIGHBOUR_SHARE = 0.5
#: Words speak against a label from this many logits down, and at most so many are shown.
AGAINST_LOGITS = -0.1
AGAINST_SHOWN = 3
#: What normalisation puts in front of a link's host.
_LINK = "{url}"


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


def heaviest(spans: Sequence[Span]) -> list[Span]:
    """The words that speak for a label, the heaviest first."""
    return sorted((span for span in spans if span.weight > 0), key=lambda span: (-span.weight, span.start))


def reason_for(
    label: str, score: float, threshold: float, spans: Sequence[Span], text: str, needed: Needed
) -> Reason:
    """The reason for a flag, from every word's weight and what must go for the comment to pass."""
    shown = join_neighbours(_named(spans, heaviest(spans), needed.words, text), text)
    against = sorted((span for span in spans if span.weight <= AGAINST_LOGITS), key=lambda span: span.weight)
    summary = summarise(label, shown)
    return Reason(
        label, score, threshold, summary, tuple(shown), tuple(against[:AGAINST_SHOWN]), needed.change
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


def _named(spans: Sequence[Span], weightiest: Sequence[Span], needed: int, text: str) -> list[Span]:
    """The words that a reason names, in the comment's order."""
    if not weightiest:
        return []
    most = weightiest[0].weight
    chosen = {*weightiest[:needed], *(span for span in weightiest if span.weight >= NAMED_SHARE * most)}
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


def _with_readings(spans: Sequence[Span], changes: Sequence[Change]) -> Iterator[Span]:
    """Say what the undone evasions inside each word read as."""
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    starts, ends = [change.start for change in ordered], [change.end for change in ordered]
    for span in spans:
        inside = ordered[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        readings = dict.fromkeys(change.after for change in inside)
        yield replace(span, read_as=" ".join(readings)) if readings else span

"""RAW scores: the log-odds of a label, and as spans the exact weight of each word.

All spans of a comment and the label's bias add up to its log-odds, to the last digit.
"""

from __future__ import annotations

from classifier.model import Model
from classifier.serve.perspective.spans import in_utf16
from classifier.serve.perspective.wire import AttributeScores, Score, SpanScore

_DIGITS = 6


def raw_scores(
    model: Model, text: str, label: str, threshold: float | None, *, spans: bool
) -> AttributeScores:
    """The log-odds of a linear label for one comment, with every word's share of them if asked for."""
    bias, words = model.contributions(text, label)
    total = bias + sum(word.weight for word in words)
    scores = AttributeScores()
    if threshold is None or total >= threshold:
        scores.summary_score = Score(round(total, _DIGITS), "RAW")
    if spans:
        places = in_utf16(text, [(word.start, word.end) for word in words])
        kept = [
            SpanScore(begin, end, Score(round(word.weight, _DIGITS), "RAW"))
            for word, (begin, end) in zip(words, places, strict=True)
            if threshold is None or word.weight >= threshold
        ]
        if kept:
            scores.span_scores = kept
    return scores

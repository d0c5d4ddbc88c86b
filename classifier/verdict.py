"""What the classifier says of one comment: scores, flags and the reasons for each flag."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the comment and what it weighed.

    `start` and `end` are code-point offsets into the text exactly as it was given; `weight` is in logits,
    above zero when it speaks for the label. `read_as` is what an undone evasion says: `f4ck` reads "fuck".
    """

    start: int
    end: int
    text: str
    weight: float
    read_as: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "weight": round(self.weight, 3),
            "read_as": self.read_as,
        }


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """The comment with as few words as possible taken out so that it passes, and what it then scores."""

    text: str
    score: float

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "score": round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one label was flagged."""

    label: str
    score: float
    threshold: float
    summary: str
    spans: tuple[Span, ...] = ()
    against: tuple[Span, ...] = ()
    smallest_change: SmallestChange | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "score": round(self.score, 4),
            "threshold": round(self.threshold, 4),
            "summary": self.summary,
            "spans": [span.to_json() for span in self.spans],
            "against": [span.to_json() for span in self.against],
            "smallest_change": self.smallest_change.to_json() if self.smallest_change else None,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """The scores of one comment, by label name.

    A score is a calibrated probability in [0, 1], or None where it can't be told (`off_topic` without a
    topic). `reasons` has one entry for each label in `flagged`, in the same order. `abstained` are the labels
    that would have been flagged, were the text English.
    """

    scores: dict[str, float | None]
    flagged: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())
    abstained: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        rounded = {name: None if score is None else round(score, 4) for name, score in self.scores.items()}
        result: dict[str, Any] = {"scores": rounded, "flagged": list(self.flagged)}
        return result | ({"abstained": list(self.abstained)} if self.abstained else {})

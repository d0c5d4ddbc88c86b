"""What our own methods take and give: the fields of `tactful score` and `tactful check --json`."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from classifier.serve.limits import COMMENT_BYTES, SCORE_ROWS

Text = Annotated[str, Meta(max_length=COMMENT_BYTES)]
Probability = Annotated[float, Meta(ge=0, le=1)]


class ScoreComment(Struct, forbid_unknown_fields=True, frozen=True):
    """A comment; `id` is given back, and is the comment's number from 0 without one."""

    text: Text | None = None
    id: str | int | None = None
    topic: Text | None = None


class ScoreRequest(Struct, forbid_unknown_fields=True, frozen=True):
    """Comments to score. `topic` is that of every comment that has none of its own."""

    comments: Annotated[list[ScoreComment], Meta(max_length=SCORE_ROWS)]
    topic: Text | None = None


class ScoredComment(Struct):
    """A comment's scores by label (null where one can't be told), or why there are none."""

    id: str | int
    scores: dict[str, Probability | None] | UnsetType = UNSET
    flagged: list[str] | UnsetType = UNSET
    abstained: list[str] | UnsetType = UNSET
    error: str | UnsetType = UNSET


class ScoreResponse(Struct):
    """A result for each comment, in order. `model` is the digest of the model file."""

    results: list[ScoredComment]
    model: str


class ExplainRequest(Struct, forbid_unknown_fields=True, frozen=True):
    """One comment to explain. `thresholds` replace the model's own, by label."""

    text: Text
    topic: Text | None = None
    thresholds: dict[str, float] = {}


class ReasonSpan(Struct):
    """A piece of the comment and its exact weight in log-odds. Offsets count code points."""

    start: int
    end: int
    text: str
    weight: float
    read_as: str | None


class SmallestChange(Struct):
    """The comment with as little as possible taken out so that it passes."""

    text: str
    score: Probability


class Reason(Struct):
    """Why a label was flagged."""

    label: str
    score: Probability
    threshold: float
    summary: str
    spans: list[ReasonSpan]
    against: list[ReasonSpan]
    smallest_change: SmallestChange | None


class ExplainResponse(Struct):
    """The verdict and a reason for each flag. `abstained` would have been flagged, were the text English."""

    scores: dict[str, Probability | None]
    flagged: list[str]
    reasons: list[Reason]
    abstained: list[str] | UnsetType = UNSET

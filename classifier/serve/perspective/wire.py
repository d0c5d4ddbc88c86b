"""What the Perspective API's methods take and give. Unknown fields are refused, as Google's APIs do."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

TextType = Literal["TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML"]
ScoreType = Literal["SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW"]


class _Taken(Struct, rename="camel", forbid_unknown_fields=True):
    """Any field may be null, which is the same as none."""


class TextEntry(_Taken):
    """A text. HTML is read as its reader sees it."""

    text: str | None = None
    type: TextType | None = None


class ArticleAndParentComment(_Taken):
    """The article that a comment is under, and the comment that it replies to."""

    article: TextEntry | None = None
    parent_comment: TextEntry | None = None


class Context(_Taken):
    """What a comment is about; one of the two fields. Only OFF_TOPIC reads it."""

    entries: list[TextEntry] | None = None
    article_and_parent_comment: ArticleAndParentComment | None = None


class AttributeParameters(_Taken):
    """Scores below `scoreThreshold` are left out. RAW scores are log-odds, of attributes of one label."""

    score_type: ScoreType | None = None
    score_threshold: float | None = None


class AnalyzeCommentRequest(_Taken):
    """A comment to score."""

    comment: TextEntry | None = None
    context: Context | None = None
    requested_attributes: dict[str, AttributeParameters | None] | None = None
    languages: list[str] | None = None
    do_not_store: bool | None = None
    client_token: str | None = None
    session_id: str | None = None
    community_id: str | None = None
    span_annotations: bool | None = None
    drop_unsupported_attributes: bool | None = None


Value = Annotated[float, Meta(description="A probability in [0, 1], or log-odds if the type is RAW.")]


class Score(Struct):
    """A score and what it is."""

    value: Value
    type: Literal["PROBABILITY", "RAW"] = "PROBABILITY"


class SpanScore(Struct):
    """The score of a part of the text. Offsets count UTF-16 code units, as JavaScript does; `end` is the
    first after the part."""

    begin: int
    end: int
    score: Score


class AttributeScores(Struct, rename="camel"):
    """The scores of one attribute."""

    summary_score: Score | UnsetType = UNSET
    span_scores: list[SpanScore] | UnsetType = UNSET


class AnalyzeCommentResponse(Struct, rename="camel"):
    """`languages` are those that were gone by, `detectedLanguages` what the text looks like: en or und."""

    languages: list[str]
    detected_languages: list[str]
    attribute_scores: dict[str, AttributeScores] | UnsetType = UNSET
    client_token: str | UnsetType = UNSET


class SuggestedScore(_Taken):
    """The score that somebody holds right."""

    value: Annotated[float, Meta(ge=0, le=1)] | None = None
    type: ScoreType | None = None


class SuggestedSpan(_Taken):
    """The score of a part of the text that somebody holds right."""

    begin: Annotated[int, Meta(ge=0)] | None = None
    end: Annotated[int, Meta(ge=0)] | None = None
    score: SuggestedScore | None = None


class SuggestedScores(_Taken):
    """The scores of one attribute that somebody holds right."""

    summary_score: SuggestedScore | None = None
    span_scores: list[SuggestedSpan] | None = None


class SuggestCommentScoreRequest(_Taken):
    """What somebody holds right for a comment."""

    comment: TextEntry | None = None
    context: Context | None = None
    attribute_scores: dict[str, SuggestedScores | None] | None = None
    languages: list[str] | None = None
    community_id: str | None = None
    client_token: str | None = None
    session_id: str | None = None


class SuggestCommentScoreResponse(Struct, rename="camel"):
    """It was written down."""

    detected_languages: list[str]
    requested_languages: list[str] | UnsetType = UNSET
    client_token: str | UnsetType = UNSET

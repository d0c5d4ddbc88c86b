"""`comments:analyze`: a comment in, a score for each attribute out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from classifier.serve.call import Answer, Call, decoded
from classifier.serve.judge import Judge, ScoreRow
from classifier.serve.perspective.languages import ENGLISH, UNDETERMINED, not_supported, unread
from classifier.serve.perspective.raw import raw_scores
from classifier.serve.perspective.spans import Range, in_utf16, sentences
from classifier.serve.perspective.texts import comment_text, is_html, topic_of
from classifier.serve.perspective.wanted import Wanted, is_context_read, wanted
from classifier.serve.perspective.wire import (
    AnalyzeCommentRequest,
    AnalyzeCommentResponse,
    AttributeScores,
    Score,
    SpanScore,
)

_DIGITS = 7
_decoder = msgspec.json.Decoder(AnalyzeCommentRequest)
_encode = msgspec.json.Encoder().encode


class Analyze:
    """The method, over one judge."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def __call__(self, call: Call) -> Answer:
        asked = decoded(_decoder, call.body)
        text = comment_text(asked.comment)
        topic = topic_of(asked.context, is_read=is_context_read(asked.requested_attributes))
        drop = bool(asked.drop_unsupported_attributes)
        attributes = wanted(asked.requested_attributes, has_context=topic is not None, drop=drop)
        languages = asked.languages or []
        if unread(languages, english=True):
            return _without_scores(asked, attributes, languages, [])
        ranges = _parts(asked, text)
        parts = [text[begin:end] for begin, end in ranges] if len(ranges) > 1 else []
        judged = await self._judge.judge([text, *parts], topic)
        detected = [ENGLISH if judged.english else UNDETERMINED]
        if unread(languages, judged.english):
            return _without_scores(asked, attributes, languages, detected)
        places = in_utf16(text, ranges) if not is_html(asked.comment) else _all_of(asked)
        scores = {
            each.name: await self._raw(each, text, asked)
            if each.raw
            else _scores(each, judged.scores, places)
            for each in attributes
        }
        told = {name: found for name, found in scores.items() if found != AttributeScores()}
        return _answer(asked, languages or detected, detected, told)

    async def _raw(self, each: Wanted, text: str, asked: AnalyzeCommentRequest) -> AttributeScores:
        spans = bool(asked.span_annotations) and not is_html(asked.comment)
        label = each.attribute.linear_label or ""
        work = partial(raw_scores, self._judge.model, text, label, each.threshold, spans=spans)
        return await self._judge.in_thread(work)


def _parts(asked: AnalyzeCommentRequest, text: str) -> list[Range]:
    """The parts that get a score of their own: the sentences if asked for, or else all as one."""
    if asked.span_annotations and not is_html(asked.comment):
        return sentences(text)
    return [(0, len(text))]


def _all_of(asked: AnalyzeCommentRequest) -> list[Range]:
    """All of the comment as it was sent, tags included."""
    sent = (asked.comment.text if asked.comment else None) or ""
    return in_utf16(sent, [(0, len(sent))])


def _scores(each: Wanted, rows: Sequence[ScoreRow], places: Sequence[Range]) -> AttributeScores:
    """The scores of one attribute; `rows` has the comment's first and then those of its parts, if several."""
    least = each.threshold
    values = [each.attribute.score(row) for row in rows]
    scores = AttributeScores()
    if _is_told(values[0], least):
        scores.summary_score = Score(round(values[0], _DIGITS))
    spans = [
        SpanScore(begin, end, Score(round(value, _DIGITS)))
        for value, (begin, end) in zip(values[1:] or values, places, strict=True)
        if _is_told(value, least)
    ]
    if spans:
        scores.span_scores = spans
    return scores


def _is_told(value: float, least: float | None) -> bool:
    """Whether a score is known and reaches the least that was asked for."""
    return value == value if least is None else value >= least


def _without_scores(
    asked: AnalyzeCommentRequest,
    attributes: Sequence[Wanted],
    requested: Sequence[str],
    detected: Sequence[str],
) -> Answer:
    """What to answer about a language that no attribute knows: an error, or nothing if that was asked for."""
    if not asked.drop_unsupported_attributes:
        raise not_supported(attributes[0].name, requested, detected)
    return _answer(asked, requested or detected, detected, {})


def _answer(
    asked: AnalyzeCommentRequest,
    languages: Sequence[str],
    detected: Sequence[str],
    scores: dict[str, AttributeScores],
) -> Answer:
    response = AnalyzeCommentResponse(list(languages), list(detected))
    if scores:
        response.attribute_scores = scores
    if asked.client_token is not None:
        response.client_token = asked.client_token
    return Answer(_encode(response))

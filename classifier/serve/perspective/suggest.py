"""`comments:suggestscore`: what somebody holds right for a comment goes into the review file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec

from classifier.labels import LINEAR
from classifier.serve.attributes import find
from classifier.serve.call import Answer, Call, decoded
from classifier.serve.errors import ApiError, invalid
from classifier.serve.judge import Judge, Judged
from classifier.serve.perspective.languages import ENGLISH, UNDETERMINED
from classifier.serve.perspective.texts import comment_text, topic_of
from classifier.serve.perspective.wanted import unknown
from classifier.serve.perspective.wire import (
    SuggestCommentScoreRequest,
    SuggestCommentScoreResponse,
    SuggestedScore,
    SuggestedScores,
)
from classifier.serve.review_file import ReviewFile

_decoder = msgspec.json.Decoder(SuggestCommentScoreRequest)
_encode = msgspec.json.Encoder().encode


class Suggest:
    """The method. Without a review file nothing is stored, and callers are told so."""

    def __init__(self, judge: Judge, review: ReviewFile | None) -> None:
        self._judge = judge
        self._review = review

    async def __call__(self, call: Call) -> Answer:
        if self._review is None:
            raise ApiError(
                501, "This server keeps no suggestions: start it with --review FILE to have them kept."
            )
        asked = decoded(_decoder, call.body)
        text, topic = comment_text(asked.comment), topic_of(asked.context)
        suggested = _checked(asked.attribute_scores)
        judged = await self._judge.judge([text])
        detected = [ENGLISH if judged.english else UNDETERMINED]
        self._review.add(
            {
                "id": uuid4().hex,
                "source": "suggestscore",
                "text": text,
                "context": topic,
                **_labels(suggested),
                "lic": "U",
                "quality": "weak",
                "suggested": suggested,
                **self._provenance(call, asked, judged),
            }
        )
        response = SuggestCommentScoreResponse(detected)
        if asked.languages:
            response.requested_languages = asked.languages
        if asked.client_token is not None:
            response.client_token = asked.client_token
        return Answer(_encode(response))

    def _provenance(self, call: Call, asked: SuggestCommentScoreRequest, judged: Judged) -> dict[str, Any]:
        """Who said it when, and what the model had said."""
        return {
            "caller": call.caller or None,
            "received": datetime.now(UTC).isoformat(timespec="seconds"),
            "community": asked.community_id,
            "client_token": asked.client_token,
            "session": asked.session_id,
            "languages": asked.languages,
            "model": self._judge.model.digest,
            "scored": {
                name: round(score, 4)
                for name, score in zip(LINEAR, judged.scores[0][: len(LINEAR)], strict=True)
            },
        }


def _checked(attributes: Mapping[str, SuggestedScores | None] | None) -> dict[str, Any]:
    """The suggested scores, as they are kept. Raises ApiError for none, and for half a score."""
    if not attributes:
        raise invalid("Missing attribute_scores")
    kept: dict[str, Any] = {}
    for name, scores in attributes.items():
        if find(name) is None:
            raise unknown(name)
        if scores is None or (scores.summary_score is None and not scores.span_scores):
            raise invalid(f"Attribute {name} has no scores")
        spans = []
        for span in scores.span_scores or []:
            if span.begin is None or span.end is None:
                raise invalid(f"A span of attribute {name} has no begin or no end")
            spans.append({"begin": span.begin, "end": span.end, "value": _value(name, span.score)})
        summary = _value(name, scores.summary_score) if scores.summary_score else None
        kept[name] = {"summary": summary, "spans": spans}
    return kept


def _value(name: str, score: SuggestedScore | None) -> float:
    if score is None or score.value is None:
        raise invalid(f"A score of attribute {name} has no value")
    if score.type not in (None, "SCORE_TYPE_UNSPECIFIED", "PROBABILITY"):
        raise invalid(f"Requested score type {score.type} is not supported by attribute {name}")
    return score.value


def _labels(suggested: Mapping[str, Any]) -> dict[str, int]:
    """What the suggestions say of our labels: a plain 0 or 1 for an attribute that is just one label."""
    labels: dict[str, int] = {}
    for name, scores in suggested.items():
        attribute = find(name)
        if attribute and len(attribute.labels) == 1 and not attribute.severe and scores["summary"] in (0, 1):
            labels[attribute.labels[0]] = int(scores["summary"])
    return labels

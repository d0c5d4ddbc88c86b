"""`POST /v1/score`: many comments at once, as JSON or as an Arrow stream."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from classifier.model import Model
from classifier.serve.call import Answer, Call, decoded
from classifier.serve.judge import Judge
from classifier.serve.v1.wire import ScoreComment, ScoredComment, ScoreRequest, ScoreResponse
from classifier.verdict import Verdict

ARROW_STREAM = "application/vnd.apache.arrow.stream"
#: Comments scored at one go; in between, others get their turn.
_SLICE = 256

_decoder = msgspec.json.Decoder(ScoreRequest)
_encode = msgspec.json.Encoder().encode


class ScoreMany:
    """The method, over one judge."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def __call__(self, call: Call) -> Answer:
        if call.request.headers.get("Content-Type", "").partition(";")[0].strip().lower() == ARROW_STREAM:
            # Here, since pyarrow takes longer to load than the server.
            from classifier.serve.v1.arrow import score_stream

            stream = await self._judge.in_thread(partial(score_stream, self._judge.model, call.body))
            return Answer(stream, ARROW_STREAM)
        asked = decoded(_decoder, call.body)
        results: list[ScoredComment] = []
        for first in range(0, len(asked.comments), _SLICE):
            part = asked.comments[first : first + _SLICE]
            score = partial(_score, self._judge.model, part, asked.topic, first)
            results += await self._judge.in_thread(score)
        return Answer(_encode(ScoreResponse(results, self._judge.model.digest)))


def _score(
    model: Model, comments: Sequence[ScoreComment], topic: str | None, first: int
) -> list[ScoredComment]:
    texts = [comment.text for comment in comments]
    topics = [comment.topic or topic for comment in comments]
    scores = model.score(texts, topics if any(topics) else None)
    return [
        _result(model, comment, number if comment.id is None else comment.id, model.named(row))
        for number, (comment, row) in enumerate(zip(comments, scores, strict=True), start=first)
    ]


def _result(
    model: Model, comment: ScoreComment, name: str | int, scores: dict[str, float | None]
) -> ScoredComment:
    if comment.text is None:
        return ScoredComment(name, error="has no text; give it a `text`")
    flagged, abstained = model.flagged(scores, comment.text)
    told = Verdict(scores, flagged, abstained=abstained).to_json()
    return ScoredComment(name, **told)

"""`POST /v1/explain`: one comment, judged as `tactful check --json` does."""

from __future__ import annotations

from functools import partial

import msgspec

from classifier.labels import NAMES
from classifier.serve.call import Answer, Call, decoded
from classifier.serve.errors import invalid
from classifier.serve.judge import Judge
from classifier.serve.v1.wire import ExplainRequest
from classifier.verdict import Verdict

_decoder = msgspec.json.Decoder(ExplainRequest)
_encode = msgspec.json.Encoder().encode


class Explain:
    """The method, over one judge."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def __call__(self, call: Call) -> Answer:
        asked = decoded(_decoder, call.body)
        if unknown := sorted(asked.thresholds.keys() - set(NAMES)):
            raise invalid(f"No such label: {unknown[0]!r}; the labels are {', '.join(NAMES)}")
        check = partial(self._judge.model.check, asked.text, asked.topic, asked.thresholds)
        verdict: Verdict = await self._judge.in_thread(check)
        reasons = [reason.to_json() for reason in verdict.reasons]
        return Answer(_encode({**verdict.to_json(), "reasons": reasons}))

"""Every method of the server: this list is what there is."""

from __future__ import annotations

from typing import Any

import msgspec

from classifier.serve import limits, openapi
from classifier.serve.call import Answer, Call, Handler
from classifier.serve.judge import Judge
from classifier.serve.metrics import CONTENT_TYPE, Metrics
from classifier.serve.pages import FILES, page
from classifier.serve.perspective import discovery
from classifier.serve.perspective.analyze import Analyze
from classifier.serve.perspective.suggest import Suggest
from classifier.serve.review_file import ReviewFile
from classifier.serve.server import Route
from classifier.serve.v1.explain import Explain
from classifier.serve.v1.score import ScoreMany


def routes(
    judge: Judge, counted: Metrics, review: ReviewFile | None, public_url: str | None = None
) -> list[Route]:
    """The list."""
    return [
        # The Perspective API's methods.
        Route("POST", "/v1alpha1/comments:analyze", Analyze(judge), limits.ANALYZE_BYTES),
        Route("POST", "/v1alpha1/comments:suggestscore", Suggest(judge, review), limits.SUGGEST_BYTES),
        Route("GET", "/$discovery/rest", _discovery(public_url), open=True),
        # Ours.
        Route("POST", "/v1/score", ScoreMany(judge), limits.SCORE_BYTES),
        Route("POST", "/v1/explain", Explain(judge), limits.EXPLAIN_BYTES),
        Route("GET", "/openapi.json", _fixed(openapi.document()), open=True),
        # For whoever runs it.
        Route("GET", "/healthz", _fixed({"status": "ok"}), open=True),
        Route("GET", "/readyz", _fixed({"status": "ready", "model": judge.model.digest}), open=True),
        Route("GET", "/metrics", _metrics(counted)),
        # The page to try it on.
        *(Route("GET", path, page(path), open=True) for path in FILES),
    ]


def _fixed(value: dict[str, Any]) -> Handler:
    """A handler that always says the same."""
    answer = Answer(msgspec.json.encode(value))

    async def give(_call: Call) -> Answer:
        return answer

    return give


def _discovery(public_url: str | None) -> Handler:
    """What it says depends on how the client reached us, unless that was settled."""

    async def give(call: Call) -> Answer:
        url = public_url or f"http://{call.request.headers.get('Host', '')}"
        return Answer(msgspec.json.encode(discovery.document(url)))

    return give


def _metrics(counted: Metrics) -> Handler:
    async def give(_call: Call) -> Answer:
        return Answer(counted.text(), CONTENT_TYPE)

    return give

"""The OpenAPI document of the server, made from the very types that its requests are read with."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import msgspec

from classifier.serve.errors import ErrorBody
from classifier.serve.perspective.wire import (
    AnalyzeCommentRequest,
    AnalyzeCommentResponse,
    SuggestCommentScoreRequest,
    SuggestCommentScoreResponse,
)
from classifier.serve.v1.wire import ExplainRequest, ExplainResponse, ScoreRequest, ScoreResponse

_REF = "#/components/schemas/{name}"
_TYPES = (
    AnalyzeCommentRequest,
    AnalyzeCommentResponse,
    SuggestCommentScoreRequest,
    SuggestCommentScoreResponse,
    ScoreRequest,
    ScoreResponse,
    ExplainRequest,
    ExplainResponse,
    ErrorBody,
)
_ARROW = "application/vnd.apache.arrow.stream"

#: What a method that takes a body may answer instead of doing it.
_REFUSALS = {
    "400": "The request is at fault, or its key is not one of this server's.",
    "401": "The bearer token is not one of this server's keys.",
    "403": "A key is asked for, or the request comes from a page of another site.",
    "405": "Another HTTP method is to be used.",
    "408": "The body came too slowly.",
    "413": "The body is too large.",
    "415": "The body is compressed.",
    "429": "More than the quota; Retry-After says when to come again.",
    "500": "An error of the server's own.",
    "503": "Too many requests are waiting; Retry-After says when to come again.",
}
_GET_REFUSALS = {code: _REFUSALS[code] for code in ("400", "401", "403", "405", "429", "500")}


def document() -> dict[str, Any]:
    """The document, OpenAPI 3.1."""
    _, components = msgspec.json.schema_components(_TYPES, ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tactful",
            "version": version("tactful"),
            "description": "Finds uncivil comments, spam and talk that is off topic. "
            "`/v1alpha1` is the Perspective API's interface, `/v1` tactful's own.",
        },
        "paths": {
            "/v1alpha1/comments:analyze": _post(
                "analyze", "Score a comment as the Perspective API did", "AnalyzeComment"
            ),
            "/v1alpha1/comments:suggestscore": _post(
                "suggestscore",
                "Say which scores somebody holds right for a comment",
                "SuggestCommentScore",
                **{"501": "This server keeps no suggestions."},
            ),
            "/v1/score": _with_arrow(_post("score", "Score many comments", "Score")),
            "/v1/explain": _post("explain", "Judge a comment and say why", "Explain"),
            "/healthz": _get("healthz", "Whether the process lives", "application/json", is_open=True),
            "/readyz": _get("readyz", "Whether it takes requests", "application/json", is_open=True),
            "/metrics": _get("metrics", "Counters for Prometheus", "text/plain", is_open=False),
        },
        "components": {
            "schemas": components,
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "query", "name": "key"},
                "header": {"type": "apiKey", "in": "header", "name": "X-Goog-Api-Key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
        # The last: none, for a server without keys.
        "security": [{"key": []}, {"header": []}, {"bearer": []}, {}],
    }


def _post(name: str, summary: str, message: str, **refusals: str) -> dict[str, Any]:
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "requestBody": {"required": True, "content": _json(f"{message}Request")},
            "responses": {
                "200": {"description": "Done.", "content": _json(f"{message}Response")},
                **_errors({**_REFUSALS, **refusals}),
            },
        }
    }


def _with_arrow(operation: dict[str, Any]) -> dict[str, Any]:
    """The same, also as an Arrow stream, whose columns no JSON Schema can say."""
    stream = {_ARROW: {"schema": {"type": "string", "format": "binary"}}}
    operation["post"]["requestBody"]["content"] |= stream
    operation["post"]["responses"]["200"]["content"] |= stream
    return operation


def _get(name: str, summary: str, media_type: str, *, is_open: bool) -> dict[str, Any]:
    schema = {"type": "object"} if media_type == "application/json" else {"type": "string"}
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": {"description": "Done.", "content": {media_type: {"schema": schema}}},
            **_errors(_GET_REFUSALS),
        },
    }
    return {"get": operation | ({"security": []} if is_open else {})}


def _errors(refusals: dict[str, str]) -> dict[str, Any]:
    return {code: {"description": text, "content": _json("ErrorBody")} for code, text in refusals.items()}


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=schema)}}}

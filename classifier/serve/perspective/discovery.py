"""A description of the Perspective API's methods here, in the format that Google's client libraries read.

https://developers.google.com/discovery/v1/reference/apis; `googleapiclient.discovery.build` and Node's
`google.discoverAPI` make a client of it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from classifier.serve.perspective.wire import (
    AnalyzeCommentRequest,
    AnalyzeCommentResponse,
    SuggestCommentScoreRequest,
    SuggestCommentScoreResponse,
)

_REF = "{name}"
_TYPES = (
    AnalyzeCommentRequest,
    AnalyzeCommentResponse,
    SuggestCommentScoreRequest,
    SuggestCommentScoreResponse,
)


def document(url: str) -> dict[str, Any]:
    """The description of a server that is reached at `url`."""
    root = url.rstrip("/") + "/"
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": "commentanalyzer:v1alpha1",
        "name": "commentanalyzer",
        "version": "v1alpha1",
        "title": "Perspective Comment Analyzer API, as tactful serves it",
        "description": "Scores comments as the Perspective API did.",
        "protocol": "rest",
        "rootUrl": root,
        "baseUrl": root,
        "servicePath": "",
        "basePath": "",
        "batchPath": "batch",
        "parameters": {
            "key": {"type": "string", "location": "query", "description": "A key of this server."},
            "alt": {"type": "string", "location": "query", "description": "Always json.", "default": "json"},
            "prettyPrint": {"type": "boolean", "location": "query", "description": "Has no effect."},
            "fields": {"type": "string", "location": "query", "description": "Has no effect."},
            "quotaUser": {"type": "string", "location": "query", "description": "Has no effect."},
        },
        "schemas": _schemas(),
        "resources": {
            "comments": {
                "methods": {
                    "analyze": _method("analyze", "AnalyzeComment", "Scores a comment."),
                    "suggestscore": _method(
                        "suggestscore", "SuggestCommentScore", "Says which scores somebody holds right."
                    ),
                }
            }
        },
    }


def _method(name: str, message: str, description: str) -> dict[str, Any]:
    return {
        "id": f"commentanalyzer.comments.{name}",
        "path": f"v1alpha1/comments:{name}",
        "flatPath": f"v1alpha1/comments:{name}",
        "httpMethod": "POST",
        "description": description,
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{message}Request"},
        "response": {"$ref": f"{message}Response"},
    }


def _schemas() -> dict[str, Any]:
    _, components = msgspec.json.schema_components(_TYPES, ref_template=_REF)
    return {name: {"id": name, **_converted(schema)} for name, schema in components.items()}


def _converted(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema as the older one that discovery documents have: there, no field is required or null."""
    if "anyOf" in schema:
        [schema] = [each for each in schema["anyOf"] if each != {"type": "null"}]
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    kept: dict[str, Any] = {key: schema[key] for key in ("type", "description") if key in schema}
    if "enum" in schema:
        kept |= {"type": "string", "enum": [each for each in schema["enum"] if each is not None]}
    if "properties" in schema:
        kept["properties"] = {name: _converted(each) for name, each in schema["properties"].items()}
    for inner in ("items", "additionalProperties"):
        if isinstance(schema.get(inner), dict):
            kept[inner] = _converted(schema[inner])
    return kept

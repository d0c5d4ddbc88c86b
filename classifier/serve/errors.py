"""Errors as the Perspective API, like every API of Google's, wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

#: What the Perspective API called its own error details; clients look for it.
DETAIL = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"

#: Google's name of each HTTP status.
STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    408: "DEADLINE_EXCEEDED",
    413: "OUT_OF_RANGE",
    415: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class ErrorStatus(msgspec.Struct, kw_only=True, omit_defaults=True):
    """`details` has an object with `errorType` where the Perspective API had one."""

    code: int
    message: str
    status: str
    details: list[dict[str, Any]] = []


class ErrorBody(msgspec.Struct):
    """What every error answers."""

    error: ErrorStatus


class ApiError(Exception):
    """A request that is not done, and what to answer instead.

    `error_type` is the Perspective API's: COMMENT_EMPTY and so on; `more` stands beside it. `retry_after` is
    in seconds.
    """

    def __init__(
        self,
        code: int,
        message: str,
        *,
        error_type: str | None = None,
        more: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        details: list[dict[str, Any]] = []
        if error_type:
            details.append({"@type": DETAIL, "errorType": error_type, **(more or {})})
        self.body = ErrorBody(ErrorStatus(code=code, message=message, status=STATUSES[code], details=details))
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)


def invalid(message: str, error_type: str = "INVALID_REQUEST", **more: Any) -> ApiError:
    """400: the request itself is at fault."""
    return ApiError(400, message, error_type=error_type, more=more)

"""What a browser may be made to send: nothing, unless our own page sends it."""

from __future__ import annotations

from aiohttp import web

from classifier.serve.errors import ApiError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
#: A client with a fixed address can be led here by a hosts file, and still names the host that it means.
_PERSPECTIVE = "commentanalyzer.googleapis.com"


def require_own_page(request: web.BaseRequest) -> None:
    """403 for a request that a browser sends for a page of another site. CORS is off, but for a request
    without an answer to read no browser asks."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("Host"):
        raise ApiError(403, "This server answers no pages of other sites.")


def require_loopback(request: web.BaseRequest) -> None:
    """403 unless a loopback name was asked for: a foreign name that points here is DNS rebinding."""
    host = request.headers.get("Host", "")
    name = host.removeprefix("[").partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    if name.lower() not in LOOPBACK and name.lower() != _PERSPECTIVE:
        raise ApiError(403, "Without keys this server answers only as 127.0.0.1 and localhost.")

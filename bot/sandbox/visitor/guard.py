"""Who may talk to the page's routes: the page itself, and nothing else that runs in a browser."""

from __future__ import annotations

from aiohttp import web
from yarl import URL

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def require_loopback(request: web.Request) -> None:
    """403 unless the browser was asked for a loopback name: a foreign name pointed here is DNS rebinding."""
    try:
        name = URL(f"http://{request.host}").host
    except ValueError:
        name = None
    if name not in LOOPBACK:
        raise web.HTTPForbidden(text="The sandbox answers only on 127.0.0.1 and localhost.")


def require_own_page(request: web.Request) -> None:
    """403 unless the request comes from a page of this very address; browsers always say so."""
    if request.headers.get("Origin") != f"http://{request.host}":
        raise web.HTTPForbidden(text="Only the sandbox's own page may do this.")


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the protecting headers on an answer."""
    response.headers.update(HEADERS)

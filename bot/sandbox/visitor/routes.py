"""The routes of the page: its files, a snapshot, the live events and the visitor's acts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler

from bot.sandbox.errors import ApiError
from bot.sandbox.model import JSON
from bot.sandbox.visitor import guard
from bot.sandbox.visitor.acts import Acts, BadAct
from bot.sandbox.visitor.feed import Feed
from bot.sandbox.visitor.view import snapshot

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

PAGE = Path(__file__).parent.parent / "page"
LARGEST_ACT_BYTES = 64 * 1024  # far above a message of 2,000 characters with every one escaped
LARGEST_FRAME_BYTES = 1024  # the page sends no frames of its own
HEARTBEAT_S = 20.0


def add_routes(application: web.Application, sandbox: Sandbox, people: Mapping[str, str]) -> None:
    """Serve the page at `/` and what it needs under `/page/`, and change no other route.

    `people` maps the ids of those whom a visitor may be to a word for each; a page begins as the first.
    """
    visitor = Visitor(sandbox, people)
    application.router.add_get("/", visitor.page)
    pages = web.Application(middlewares=[_only_here])
    pages.on_response_prepare.append(guard.harden)
    pages.on_shutdown.append(visitor.hang_up)
    pages.router.add_get("/snapshot", visitor.snapshot)
    pages.router.add_get("/events", visitor.events)
    pages.router.add_post("/acts", visitor.act)
    pages.router.add_static("/", PAGE)
    application.add_subapp("/page/", pages)


@web.middleware
async def _only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    guard.require_loopback(request)
    return await handler(request)


class Visitor:
    """The handlers, over one sandbox."""

    def __init__(self, sandbox: Sandbox, people: Mapping[str, str]) -> None:
        self._sandbox = sandbox
        self._people = people
        self._acts = Acts(sandbox, people.keys())
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()

    async def page(self, request: web.Request) -> web.StreamResponse:
        """GET /: the page itself."""
        guard.require_loopback(request)
        return web.FileResponse(PAGE / "index.html", headers=guard.HEADERS)

    async def snapshot(self, request: web.Request) -> web.Response:
        """GET /page/snapshot?as=ID: what that person sees now."""
        person = request.query.get("as")
        if person not in self._people:
            return _refusal(400, '"as" is none of the people a visitor may be.')
        return _reply(snapshot(self._sandbox, person, self._people))

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        """GET /page/events?as=ID, a WebSocket: a snapshot, then every event that person sees.

        Any other id means the first of the people: ids are new in every sandbox, and a page left open
        from an earlier one should find its way into this one.
        """
        guard.require_own_page(request)
        person = request.query.get("as")
        if person not in self._people:
            person = next(iter(self._people))
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=LARGEST_FRAME_BYTES)
        await socket.prepare(request)
        self._sockets.add(socket)
        await Feed(self._sandbox, person, self._people).run(socket)
        return socket

    async def act(self, request: web.Request) -> web.Response:
        """POST /page/acts: see `Acts`. A refusal answers `{"error": one line}`."""
        guard.require_own_page(request)
        if request.content_type != "application/json":
            return _refusal(415, "Send JSON, and say so in Content-Type.")
        if request.content_length is None or request.content_length > LARGEST_ACT_BYTES:
            return _refusal(413, f"Send at most {LARGEST_ACT_BYTES} bytes, with their Content-Length.")
        try:
            return _reply(await self._acts.perform(json.loads(await request.read())))
        except BadAct as error:
            return _refusal(400, str(error))
        except (ValueError, RecursionError):
            return _refusal(400, "The body is not JSON.")
        except ApiError as error:
            return _refusal(error.status, _in_one_line(error))

    async def hang_up(self, _application: web.Application) -> None:
        """Close the open pages' sockets, so that the server need not wait for them."""
        for socket in set(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)


def _reply(data: JSON, status: int = 200) -> web.Response:
    return web.json_response(data, status=status)


def _refusal(status: int, line: str) -> web.Response:
    return _reply({"error": line}, status)


def _in_one_line(error: ApiError) -> str:
    """Discord's message with the first of its form errors: `content: Must be 2000 or fewer in length.`"""
    path: list[str] = []
    tree = error.errors or {}
    while tree and "_errors" not in tree:
        key = next(iter(tree))
        path.append(key)
        tree = tree[key]
    if not tree:
        return error.message
    return f"{'.'.join(path)}: {tree['_errors'][0]['message']}"

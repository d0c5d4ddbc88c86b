"""The routes of the page: its files, a snapshot, the live events and the visitor's acts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from weakref import WeakSet

from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler

from bot.sandbox import wire
from bot.sandbox.errors import ApiError, InteractionFailed
from bot.sandbox.model import JSON
from bot.sandbox.server import Sandbox
from bot.sandbox.visitor import guard
from bot.sandbox.visitor.acts import Acts, BadAct
from bot.sandbox.visitor.feed import Feed
from bot.sandbox.visitor.view import snapshot

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
    pages = web.Application(middlewares=[_only_here, _one_line_errors])
    pages.on_response_prepare.append(guard.harden)
    pages.on_shutdown.append(visitor.hang_up)
    pages.router.add_get("/snapshot", visitor.snapshot)
    pages.router.add_get("/events", visitor.events)
    pages.router.add_get("/commands", visitor.commands)
    pages.router.add_post("/acts", visitor.act)
    pages.router.add_static("/", PAGE)
    application.add_subapp("/page/", pages)


@web.middleware
async def _only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    guard.require_loopback(request)
    return await handler(request)


@web.middleware
async def _one_line_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a refusal with `{"error": one line}`."""
    try:
        return await handler(request)
    except BadAct as error:
        return _reply({"error": str(error)}, 400)
    except ApiError as error:
        return _reply({"error": _in_one_line(error)}, error.status)
    except InteractionFailed:
        return _reply({"error": "This interaction failed: the bot gave no answer in time."}, 504)


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
        return _reply(snapshot(self._sandbox, self._person(request), self._people))

    async def commands(self, request: web.Request) -> web.Response:
        """GET /page/commands?as=ID&channel=ID: the bot's commands that person may use there."""
        usable = self._sandbox.commands(self._person(request), request.query.get("channel", ""))
        return _reply([wire.command(command) for command in usable])

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        """GET /page/events?as=ID, a WebSocket: a snapshot, then every event that person sees.

        Any other id means the first of the people: ids are new in every sandbox, and a page left open
        from an earlier one should find its way into this one.
        """
        guard.require_own_page(request)
        person = request.query.get("as", "")
        if person not in self._people:
            person = next(iter(self._people))
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=LARGEST_FRAME_BYTES)
        await socket.prepare(request)
        self._sockets.add(socket)
        await Feed(self._sandbox, person, self._people).run(socket)
        return socket

    async def act(self, request: web.Request) -> web.Response:
        """POST /page/acts: see `Acts`."""
        guard.require_own_page(request)
        # A content type that no form can send, so that no browser asks across origins without asking first.
        if request.content_type != "application/json":
            raise BadAct("Send JSON, with Content-Type: application/json.")
        if request.content_length is None or request.content_length > LARGEST_ACT_BYTES:
            raise BadAct(f"Send at most {LARGEST_ACT_BYTES} bytes, with their Content-Length.")
        try:
            body = json.loads(await request.read())
        except (ValueError, RecursionError) as error:
            raise BadAct("The body is not JSON.") from error
        return _reply(await self._acts.perform(body))

    async def hang_up(self, _application: web.Application) -> None:
        """Close the open pages' sockets, so that the server need not wait for them."""
        for socket in set(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def _person(self, request: web.Request) -> str:
        person = request.query.get("as", "")
        if person not in self._people:
            raise BadAct('"as" is none of the people a visitor may be.')
        return person


def _reply(data: JSON | list[JSON], status: int = 200) -> web.Response:
    return web.json_response(data, status=status)


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

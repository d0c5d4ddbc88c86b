"""One open page: the events its person sees, sent over a WebSocket in the order they happened."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import ExitStack

from aiohttp import web

from bot.sandbox.events import Event
from bot.sandbox.model import JSON
from bot.sandbox.server import Sandbox
from bot.sandbox.visitor.view import snapshot

MESSAGE_EVENTS = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"})
REACTION_EVENTS = "MESSAGE_REACTION_"
# After these the person may see other channels, names or rights: the page gets everything anew.
REDRAWING_EVENTS = (
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
    "THREAD_",
    "GUILD_MEMBER_",
)


class Feed:
    """Collects a person's events as lines of JSON, `{"t": name, "d": data}`, a whole snapshot first."""

    def __init__(self, sandbox: Sandbox, person: str, people: Mapping[str, str]) -> None:
        self._sandbox = sandbox
        self._person = person
        self._people = people
        self._lines: asyncio.Queue[str] = asyncio.Queue()

    async def run(self, socket: web.WebSocketResponse) -> None:
        """Send until the page hangs up."""
        with ExitStack() as endings:
            endings.callback(self._sandbox.subscribe(self._person, self._heard))
            # Who loses sight of a channel is not told of it: changes to the guild are heard from the world.
            endings.callback(self._sandbox.world.listen(self._changed))
            self._everything()
            sending = asyncio.create_task(self._send(socket))
            endings.callback(sending.cancel)
            async for _ in socket:
                pass  # the page has nothing to say here: its acts come as requests

    async def _send(self, socket: web.WebSocketResponse) -> None:
        while not socket.closed:
            await socket.send_str(await self._lines.get())

    def _heard(self, name: str, data: JSON) -> None:
        if name in MESSAGE_EVENTS:
            self._add(name, data)
        elif name.startswith(REACTION_EVENTS):
            message = self._sandbox.world.message(data["channel_id"], data["message_id"])
            self._add("MESSAGE_UPDATE", {"reactions": []} | self._sandbox.payload(message))

    def _changed(self, event: Event) -> None:
        if event.name.startswith(REDRAWING_EVENTS):
            self._everything()

    def _everything(self) -> None:
        self._add("SNAPSHOT", snapshot(self._sandbox, self._person, self._people))

    def _add(self, name: str, data: JSON) -> None:
        # Written out at once, since the world goes on changing what it handed over.
        self._lines.put_nowait(json.dumps({"t": name, "d": data}))

"""A session: what one bot asked to hear, numbered, and kept so that a dropped socket can catch up."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox import permissions
from bot.sandbox.events import Event
from bot.sandbox.gateway.frames import Op
from bot.sandbox.gateway.intents import Intent, needed
from bot.sandbox.message_wire import text_open_to, without_text
from bot.sandbox.model import JSON, Application
from bot.sandbox.permissions import Permission
from bot.sandbox.state import World

KEPT_FOR_RESUME = 1000
GUILD_SHARD_SHIFT = 22
GUILD_PERMISSIONS = {
    "GUILD_BAN_ADD": Permission.BAN_MEMBERS,
    "GUILD_BAN_REMOVE": Permission.BAN_MEMBERS,
    "GUILD_AUDIT_LOG_ENTRY_CREATE": Permission.VIEW_AUDIT_LOG,
}

Send = Callable[[JSON], None]


@dataclass(slots=True)
class Session:
    """One identified connection's memory. `send` is its socket's, None while there is no socket."""

    world: World
    application: Application
    intents: int
    shard: tuple[int, int] = (0, 1)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    send: Send | None = None
    _sent: deque[JSON] = field(default_factory=lambda: deque(maxlen=KEPT_FOR_RESUME))

    def dispatch(self, name: str, data: JSON) -> None:
        """Number an event, remember it, and send it if there is a socket."""
        self.sequence += 1
        frame = {"op": int(Op.DISPATCH), "t": name, "s": self.sequence, "d": data}
        self._sent.append(frame)
        if self.send is not None:
            self.send(frame)

    def offer(self, event: Event) -> None:
        """Dispatch an event if this bot asked for it and may see it."""
        if self._wants(event) and self._may_see(event):
            self.dispatch(event.name, self._readable(event))

    def can_resume(self, sequence: int) -> bool:
        """Whether nothing after `sequence` has been forgotten."""
        oldest = self._sent[0]["s"] if self._sent else 1
        return oldest - 1 <= sequence <= self.sequence

    def replay(self, sequence: int) -> None:
        """Send again all that came after `sequence`, then RESUMED."""
        for frame in tuple(self._sent):
            if self.send is not None and frame["s"] > sequence:
                self.send(frame)
        self.dispatch("RESUMED", {})

    def covers(self, guild_id: str) -> bool:
        """Whether the guild belongs to this session's shard."""
        number, count = self.shard
        return (int(guild_id) >> GUILD_SHARD_SHIFT) % count == number

    def _wants(self, event: Event) -> bool:
        if event.guild_id is not None and not self.covers(event.guild_id):
            return False
        if event.guild_id is None and self.shard[0] != 0:
            return False
        intent = needed(event.name, in_guild=event.guild_id is not None)
        about_self = event.name == "GUILD_MEMBER_UPDATE" and event.data["user"]["id"] == self.application.id
        return intent is None or bool(self.intents & intent) or about_self

    def _may_see(self, event: Event) -> bool:
        bot_id = self.application.id
        if event.only_for is not None:
            return event.only_for == bot_id
        # Bots know of every channel, seen or not; else they would miss being shut out of one.
        if event.channel_id is not None and event.name != "CHANNEL_UPDATE":
            return self.world.sees(bot_id, event.channel_id)
        guild = self.world.guilds.get(event.guild_id or "")
        if guild is None or bot_id not in guild.members:
            return False
        asked = GUILD_PERMISSIONS.get(event.name, permissions.NONE)
        return not asked & ~permissions.in_guild(guild, guild.members[bot_id], self.world.now())

    def _readable(self, event: Event) -> JSON:
        post = event.message
        if post is None or self.intents & Intent.MESSAGE_CONTENT:
            return event.data
        open_text = text_open_to(self.world, post, self.application.id)
        return event.data if open_text else without_text(event.data)

"""Something that happened, and who may hear of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.model import JSON, Message


@dataclass(frozen=True, slots=True)
class Event:
    """A dispatch as the gateway names it, with the whole payload.

    Only those who see `channel_id` (None: the whole guild) may have it, or only the user `only_for`.
    `message` is the message in the payload whose text a listener may have to do without.
    """

    name: str
    data: JSON
    guild_id: str | None = None
    channel_id: str | None = None
    only_for: str | None = None
    message: Message | None = None


Listener = Callable[[Event], None]

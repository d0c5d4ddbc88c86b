"""What somebody wants to say, checked and not yet a message."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.model import JSON


@dataclass(slots=True)
class Draft:
    """The parts of a message a sender decides. `allowed_mentions` None lets every mention through."""

    content: str = ""
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    flags: int = 0
    reply_to: str | None = None
    allowed_mentions: JSON | None = None
    nonce: str | int | None = None

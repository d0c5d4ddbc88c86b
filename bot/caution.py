"""How careful the bot is in a channel: what share of its flags must be right before it may go further."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Caution(StrEnum):
    """The levels, named for what a server wants; `bot.discord.texts` says what follows from each."""

    STRICT = "strict"
    CAREFUL = "careful"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Targets:
    """The precision, in (0, 1), that the lower bound must reach before a reason may stand in each state."""

    suggest: float
    queue: float
    act: float


TARGETS = {
    Caution.STRICT: Targets(suggest=0.8, queue=0.9, act=0.98),
    Caution.CAREFUL: Targets(suggest=0.7, queue=0.85, act=0.95),
    Caution.BOLD: Targets(suggest=0.6, queue=0.8, act=0.9),
}

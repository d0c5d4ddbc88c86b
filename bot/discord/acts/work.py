"""An act in hand, and how it can end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import discord

from bot.store.schema import Act, Case, Problem

if TYPE_CHECKING:
    from bot.discord.client import Tactful


class ActFailed(Exception):
    """The act can't be done, or not be taken back; trying again would change nothing."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Work:
    """One act to be done or taken back. `undo` is what `prepare` found, and what doing it added."""

    client: Tactful
    guild: discord.Guild
    case: Case
    act: Act
    undo: dict[str, Any] = field(default_factory=dict)

    @property
    def again(self) -> bool:
        """Whether it was tried before, and so may have happened."""
        return self.act.attempts > 1

    @property
    def me(self) -> int:
        """Our own id."""
        return self.guild.me.id

    @property
    def reason(self) -> str:
        """What Discord's audit log shows."""
        return f"tactful, case {self.case.id}"


@dataclass(frozen=True, slots=True)
class Done:
    """The act happened. `ends_at` is when it is to be taken back by itself."""

    undo: dict[str, Any]
    ends_at: datetime | None = None


class Doer(Protocol):
    """A module of this package. All three raise ActFailed, and what discord.py raises."""

    async def prepare(self, work: Work, /) -> dict[str, Any]: ...

    async def do(self, work: Work, /) -> Done: ...

    async def undo(self, work: Work, /) -> None: ...

"""Undo: of one case, of a campaign, or of everything that the bot did by itself in the last minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.acts import halfway
from bot.clock import Clock, utc_now
from bot.store.database import Sessions
from bot.store.schema import Act, ActState, Case, Problem, Status

if TYPE_CHECKING:
    from bot.cases import Cases


class NothingToUndoError(Exception):
    """There is no such case, or nothing of it to take back."""


async def take_back(session: AsyncSession, case_id: int, now: datetime) -> list[Act]:
    """Have every act of the case that may have happened taken back, and stop those that haven't.

    Returns the acts that are to be taken back. What waits for a moderator goes on waiting.
    """
    own = Act.case_id == case_id
    stopped = update(Act).where(own, Act.state == ActState.INTENDED)
    await session.execute(stopped.values(state=ActState.CANCELLED, problem=Problem.TAKEN_BACK))
    happened = or_(Act.state.in_((ActState.STARTED, ActState.DONE)), halfway())
    acts = list(await session.scalars(select(Act).where(own, happened).order_by(Act.id)))
    for act in acts:
        act.state, act.due_at, act.attempts, act.problem = ActState.UNDOING, now, 0, None
    return acts


@dataclass(frozen=True, slots=True)
class Undone:
    """What is being undone: the cases as they now stand. The acts follow at once, by the outbox."""

    cases: list[Case]
    acts: int


class Undo:
    """Undoes what was decided, by whomever: first what moderators did to a case, then what the bot did."""

    def __init__(self, cases: Cases, sessions: Sessions, clock: Clock = utc_now) -> None:
        self._cases = cases
        self._sessions = sessions
        self._clock = clock

    async def case(self, guild_id: str, case_id: int, moderator_id: str) -> Undone:
        """Undo one case, a campaign's as well: a campaign goes by the number of its case.

        A decided case is reopened. An open one, about which only the bot has decided, is dismissed: what it
        did should not have happened. Raises NothingToUndoError.
        """
        case = await self._cases.get(case_id)
        if case is None or case.guild_id != guild_id:
            raise NothingToUndoError
        if case.status in (Status.OPEN, Status.NOTED) and not await self._acted(case_id):
            raise NothingToUndoError
        status = Status.DISMISSED if case.status in (Status.OPEN, Status.NOTED) else Status.OPEN
        ruled = await self._cases.rule(case_id, status, moderator_id)
        return Undone([ruled], len(await self._undoing([case_id])))

    async def last(self, guild_id: str, minutes: int, moderator_id: str) -> Undone:
        """Undo every case about which the bot did something by itself in the last minutes.

        Raises NothingToUndoError where it did nothing.
        """
        since = self._clock() - timedelta(minutes=minutes)
        recent = (
            select(Act.case_id)
            .where(Act.guild_id == guild_id, Act.automatic.is_(True), Act.created_at >= since, _in_force())
            .distinct()
            .order_by(Act.case_id)
        )
        async with self._sessions.begin() as session:
            ids = list(await session.scalars(recent))
        if not ids:
            raise NothingToUndoError
        undone = [await self.case(guild_id, case_id, moderator_id) for case_id in ids]
        return Undone([case for one in undone for case in one.cases], sum(one.acts for one in undone))

    async def _acted(self, case_id: int) -> bool:
        async with self._sessions.begin() as session:
            found = select(Act.id).where(Act.case_id == case_id, _in_force()).limit(1)
            return await session.scalar(found) is not None

    async def _undoing(self, case_ids: list[int]) -> list[int]:
        async with self._sessions.begin() as session:
            found = select(Act.id).where(Act.case_id.in_(case_ids), Act.state == ActState.UNDOING)
            return list(await session.scalars(found))


def _in_force() -> ColumnElement[bool]:
    """Whether an act may have happened, or may yet, and was not taken back."""
    return or_(Act.state.in_((ActState.INTENDED, ActState.STARTED, ActState.DONE)), halfway())

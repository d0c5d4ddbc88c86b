"""The outbox: acts are written down before they are done and crossed off after, so that no crash leaves one
half done.

Whoever carries an act out claims it first. A claim that is never settled, because the process died, can be
claimed again once its lease is over; so doing an act twice must do the same as doing it once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from bot.clock import Clock, utc_now
from bot.store.database import Sessions
from bot.store.schema import Act, ActState, Problem

#: For how long a claimed act is left alone before somebody else takes it over.
LEASE = timedelta(seconds=60)
#: After how long an act that got no answer is tried again; after the last time it is given up.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 30, 120, 600))
#: How many acts are claimed at once.
BATCH = 20

#: What an act becomes when somebody takes it in hand.
_BEGUN = {ActState.INTENDED: ActState.STARTED, ActState.DONE: ActState.UNDOING}
_TO_DO = (ActState.INTENDED, ActState.STARTED, ActState.UNDOING)


class Outbox:
    """The acts that are to be done or taken back. What it returns are snapshots."""

    def __init__(self, sessions: Sessions, clock: Clock = utc_now) -> None:
        self._sessions = sessions
        self._clock = clock

    async def claim(self, guild_ids: Collection[str], in_hand: Collection[int]) -> list[Act]:
        """Up to BATCH acts on these servers that are due, but for those `in_hand`; now they are the caller's.

        An act that was INTENDED is then STARTED, and one that is over is UNDOING.
        """
        now = self._clock()
        due = (
            select(Act)
            .where(Act.guild_id.in_(guild_ids), Act.id.not_in(in_hand), _is_due(now))
            .order_by(Act.id)
            .limit(BATCH)
        )
        claimed = []
        async with self._sessions.begin() as session:
            for act in await session.scalars(due):
                # Two processes may have seen the same act; one of them finds it as it was.
                as_seen = Act.id == act.id, Act.state == act.state, Act.due_at == act.due_at
                begun: dict[str, object] = {
                    "state": _BEGUN.get(act.state, act.state),
                    "due_at": now + LEASE,
                    "ends_at": None,
                }
                begun["attempts"] = 1 if act.state is ActState.DONE else act.attempts + 1
                claim = update(Act).where(*as_seen).values(begun).returning(Act.id)
                if await session.scalar(claim):
                    claimed.append(act.id)
        return await self._get(claimed)

    async def prepare(self, act_id: int, undo: dict[str, Any]) -> None:
        """Write down what taking the act back needs, before it is done."""
        async with self._sessions.begin() as session:
            await session.execute(update(Act).where(Act.id == act_id).values(undo=undo))

    async def done(self, act_id: int, undo: dict[str, Any], ends_at: datetime | None = None) -> None:
        """The act happened. If it is to be taken back meanwhile, that is what comes next."""
        own = Act.id == act_id
        async with self._sessions.begin() as session:
            await session.execute(update(Act).where(own).values(undo=undo))
            finished = update(Act).where(own, Act.state == ActState.STARTED)
            await session.execute(finished.values(state=ActState.DONE, ends_at=ends_at, problem=None))
            waiting = update(Act).where(own, Act.state == ActState.UNDOING)
            await session.execute(waiting.values(due_at=self._clock()))

    async def undone(self, act_id: int) -> None:
        """The act was taken back."""
        await self._move(act_id, (ActState.UNDOING,), ActState.UNDONE, None)

    async def failed(self, act: Act, problem: Problem) -> None:
        """The act, as claimed, can't be done, or not be taken back; trying again would change nothing."""
        if act.state is ActState.UNDOING:
            await self._move(act.id, (ActState.UNDOING,), ActState.STUCK, problem)
            return
        await self._move(act.id, (ActState.STARTED,), ActState.FAILED, problem)
        # If it was to be taken back meanwhile: there is nothing to take back.
        await self._move(act.id, (ActState.UNDOING,), ActState.UNDONE, problem)

    async def cancelled(self, act_id: int, problem: Problem) -> None:
        """The act must not be done any more."""
        await self._move(act_id, (ActState.STARTED, ActState.INTENDED), ActState.CANCELLED, problem)

    async def no_answer(self, act: Act) -> bool:
        """Discord gave no answer: try again later, or give up. Whether it is given up."""
        if act.attempts > len(WAITS):
            await self.failed(act, Problem.NO_ANSWER)
            return True
        again = update(Act).where(Act.id == act.id).values(due_at=self._clock() + WAITS[act.attempts - 1])
        async with self._sessions.begin() as session:
            await session.execute(again)
        return False

    async def stop(self, guild_id: str) -> list[int]:
        """Cancel everything that the bot would do by itself on this server; returns the cases concerned."""
        pending = (
            Act.guild_id == guild_id,
            Act.automatic.is_(True),
            Act.state.in_((ActState.INTENDED, ActState.STARTED)),
        )
        stopped = update(Act).where(*pending).values(state=ActState.CANCELLED, problem=Problem.KILL_SWITCH)
        async with self._sessions.begin() as session:
            return sorted(set(await session.scalars(stopped.returning(Act.case_id))))

    async def confirm(self, case_id: int, moderator_id: str) -> int:
        """Do what waits for a moderator; how many acts that are."""
        waiting = Act.case_id == case_id, Act.state == ActState.QUEUED
        asked = {
            "state": ActState.INTENDED,
            "moderator_id": moderator_id,
            "due_at": self._clock(),
            "problem": None,
        }
        async with self._sessions.begin() as session:
            confirmed = update(Act).where(*waiting).values(asked).returning(Act.id)
            return len(list(await session.scalars(confirmed)))

    async def next_due(self, guild_ids: Collection[str]) -> datetime | None:
        """When something is to be done next on these servers, None if nothing is."""
        when = func.min(Act.due_at), func.min(Act.ends_at)
        of_ours = Act.guild_id.in_(guild_ids)
        async with self._sessions.begin() as session:
            due = await session.scalar(select(when[0]).where(of_ours, Act.state.in_(_TO_DO)))
            ends = await session.scalar(select(when[1]).where(of_ours, Act.state == ActState.DONE))
        return min((moment for moment in (due, ends) if moment), default=None)

    async def _get(self, ids: Collection[int]) -> list[Act]:
        async with self._sessions.begin() as session:
            return list(await session.scalars(select(Act).where(Act.id.in_(ids)).order_by(Act.id)))

    async def _move(
        self, act_id: int, before: Collection[ActState], after: ActState, problem: Problem | None
    ) -> None:
        move = update(Act).where(Act.id == act_id, Act.state.in_(before))
        async with self._sessions.begin() as session:
            await session.execute(move.values(state=after, problem=problem))


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Act.state.in_(_TO_DO), Act.due_at <= now), and_(Act.state == ActState.DONE, Act.ends_at <= now)
    )

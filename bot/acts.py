"""What a decision asks for becomes acts to be done, within bounds, or acts that wait for a moderator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bounds import DAY, HOUR, Bounds
from bot.decision import ACTS, Action, Decision
from bot.post import NO_CHANNEL
from bot.store.locks import lock
from bot.store.schema import Act, ActState, Case, Problem
from bot.trust_config import Notes

#: In these states an act is in force, or may yet come to be.
LIVE = (ActState.INTENDED, ActState.STARTED, ActState.DONE, ActState.UNDOING)


@dataclass(frozen=True, slots=True)
class Target:
    """A post that something is to be done about, and whose it is."""

    post_id: str
    channel_id: str
    author_id: str

    @property
    def possible(self) -> Collection[Action]:
        """What can be done about it: of who joined, or took a new name, there is no post and no channel."""
        return (Action.TIMEOUT,) if self.channel_id == NO_CHANNEL else ACTS

    def of(self, kind: Action) -> str:
        """The id of what an act of this kind changes."""
        if kind is Action.REMOVE:
            return self.post_id
        return self.channel_id if kind is Action.SLOW_MODE else self.author_id


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans acts. `can_copy` says whether removed posts are kept, without which none is removed unasked."""

    bounds: Bounds
    notes: Notes
    can_copy: bool

    async def plan(
        self, session: AsyncSession, case: Case, decision: Decision, targets: Sequence[Target], now: datetime
    ) -> None:
        """Enter what the decision asks for and hasn't asked for before.

        In the session's transaction, so that no crash comes between the decision and what follows from it.
        """
        if decision.automatic:
            await lock(session, case.guild_id)
        for kind in (kind for kind in ACTS if kind in decision.actions):
            wanted = await self._wanted(session, case, kind, targets, now)
            done = await _done_unasked(session, case.guild_id, kind, now) if wanted else 0
            for target in wanted:
                act = new_act(case, kind, target, now)
                if kind in decision.automatic:
                    act.problem = self._held_by(kind, done)
                    act.automatic = act.problem is None
                if act.automatic:
                    act.state = ActState.INTENDED
                    done += 1
                session.add(act)
        await session.flush()

    async def _wanted(
        self, session: AsyncSession, case: Case, kind: Action, targets: Sequence[Target], now: datetime
    ) -> list[Target]:
        """Of the targets those about which the act makes sense and was not asked for before."""
        by_id = {target.of(kind): target for target in targets if kind in target.possible}
        asked = select(Act.target_id).where(
            Act.case_id == case.id, Act.kind == kind, Act.target_id.in_(by_id)
        )
        for target_id in (await session.scalars(asked)).all():
            del by_id[target_id]
        if kind is Action.SLOW_MODE:
            slow = Act.guild_id == case.guild_id, Act.kind == kind, Act.state.in_(LIVE)
            for channel_id in (await session.scalars(select(Act.target_id).where(*slow))).all():
                by_id.pop(channel_id, None)
        if kind is Action.NOTIFY_AUTHOR:
            return [target for target in by_id.values() if await self._may_tell(session, case, target, now)]
        return list(by_id.values())

    async def _may_tell(self, session: AsyncSession, case: Case, target: Target, now: datetime) -> bool:
        if self.notes is Notes.OFF:
            return False
        told = (
            Act.guild_id == case.guild_id,
            Act.kind == Action.NOTIFY_AUTHOR,
            Act.target_id == target.author_id,
            Act.state.in_((*LIVE, ActState.UNDONE)),
            Act.created_at > now - DAY,
        )
        return self.bounds.may_tell(await _count(session, *told))

    def _held_by(self, kind: Action, done: int) -> Problem | None:
        """Why the act must not be done unasked, None if it may."""
        if kind is Action.REMOVE and not self.can_copy:
            return Problem.NO_COPY
        return None if self.bounds.allow(kind, done) else Problem.BOUND


async def _done_unasked(session: AsyncSession, guild_id: str, kind: Action, now: datetime) -> int:
    """How often the bot did this by itself in the last hour, or means to."""
    return await _count(
        session,
        Act.guild_id == guild_id,
        Act.kind == kind,
        Act.automatic.is_(True),
        Act.created_at > now - HOUR,
    )


async def _count(session: AsyncSession, *conditions: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).select_from(Act).where(*conditions)) or 0


def halfway() -> ColumnElement[bool]:
    """Whether an act was stopped when it may have happened: what to undo was written down before it began."""
    return (Act.state == ActState.CANCELLED) & Act.undo.is_not(None)


def new_act(case: Case, kind: Action, target: Target, now: datetime) -> Act:
    """An act that waits for a moderator."""
    return Act(
        case_id=case.id,
        guild_id=case.guild_id,
        channel_id=target.channel_id,
        post_id=target.post_id,
        author_id=target.author_id,
        target_id=target.of(kind),
        kind=kind,
        state=ActState.QUEUED,
        automatic=False,
        created_at=now,
        due_at=now,
        attempts=0,
    )

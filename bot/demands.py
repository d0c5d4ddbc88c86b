"""What a moderator asks for by a press: acts that are done at once, whatever the ladder says."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.acts import LIVE, Target, new_act
from bot.clock import Clock, utc_now
from bot.decision import Action
from bot.outbox import LEASE
from bot.store.database import Sessions
from bot.store.schema import Act, ActState, Case, CasePost


class Demands:
    """Enters acts in a moderator's name."""

    def __init__(self, sessions: Sessions, clock: Clock = utc_now) -> None:
        self._sessions = sessions
        self._clock = clock

    async def posts(self, case: Case) -> list[Target]:
        """The case's post, or all posts of its campaign."""
        whole = select(CasePost).where(CasePost.case_id == case.id).order_by(CasePost.posted_at)
        async with self._sessions.begin() as session:
            posts = [
                Target(one.post_id, one.channel_id, one.author_id) for one in await session.scalars(whole)
            ]
        return posts or [Target(case.post_id, case.channel_id, case.author_id)]

    async def demand(
        self, case: Case, kind: Action, targets: Sequence[Target], moderator_id: str, *, begun: bool = False
    ) -> list[Act]:
        """Have this done; what is in force already is left out.

        `begun` says that the caller does it: then nobody else takes it in hand before the lease is over.
        """
        async with self._sessions.begin() as session:
            possible = [target for target in targets if kind in target.possible]
            acts = [await self._enter(session, case, kind, target) for target in possible]
            wanted = [act for act in acts if act.state not in LIVE]
            for act in wanted:
                act.state = ActState.STARTED if begun else ActState.INTENDED
                act.due_at = self._clock() + LEASE if begun else self._clock()
                act.automatic, act.moderator_id = False, moderator_id
                act.undo, act.problem, act.attempts = None, None, int(begun)
            await session.flush()
        return wanted

    async def _enter(self, session: AsyncSession, case: Case, kind: Action, target: Target) -> Act:
        same = Act.case_id == case.id, Act.kind == kind, Act.target_id == target.of(kind)
        act = await session.scalar(select(Act).where(*same))
        if act is None:
            act = new_act(case, kind, target, self._clock())
            session.add(act)
        return act

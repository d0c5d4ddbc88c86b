"""Cases: a flagged post gets a number, moderators decide about it, and any decision can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import votes
from bot.acts import Planner
from bot.bounds import Bounds
from bot.clock import Clock, utc_now
from bot.config import Config
from bot.decision import Action, Decision
from bot.erasure import erase_decided
from bot.ledger import claim
from bot.opening import News, Recorded, enter, targets
from bot.store.database import Sessions
from bot.store.schema import Act, Case, Ruling, Status
from bot.text_vault import TextVault
from bot.undo import take_back

__all__ = ["Cases", "News", "Recorded", "RulingRefusedError", "SecondOpenCaseError", "may_become"]

#: From which states a case may come into each. Back to OPEN is the undo of any decision.
_COMES_FROM = {
    Status.AGREED: (Status.OPEN, Status.NOTED),
    Status.DISMISSED: (Status.OPEN, Status.NOTED),
    Status.DELETED: (Status.OPEN, Status.NOTED, Status.AGREED),
    Status.OPEN: (Status.AGREED, Status.DISMISSED, Status.DELETED),
}


class RulingRefusedError(Exception):
    """The case isn't in a state that this ruling starts from: somebody else was first, say."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"case {case.id} is {case.status}")
        self.case = case


class SecondOpenCaseError(Exception):
    """The post was flagged again meanwhile, in another revision."""


def may_become(case: Case, status: Status) -> bool:
    """Whether a case may be moved from where it stands to `status`."""
    return case.status in _COMES_FROM[status]


class Cases:
    """The cases in the database. What it returns are snapshots; changing them changes nothing."""

    def __init__(
        self,
        sessions: Sessions,
        config: Config | None = None,
        vault: TextVault | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._sessions = sessions
        self._config = config or Config()
        self._vault = vault or TextVault(None)
        self._clock = clock
        acts = self._config.acts
        self._planner = Planner(Bounds.of(acts), acts.notes, self._vault.has_key)

    async def record(self, decision: Decision) -> Recorded | None:
        """Enter the post as judged and, when it was flagged, open its case or update the one it has.

        One transaction with the acts that follow, so that no crash comes between. None when there is nothing
        to tell: the event was judged before, or the post passed and has no open case.
        """
        try:
            return await self._record(decision)
        except IntegrityError:
            # Another process was entering the same post; its transaction is through, so now we see it.
            return await self._record(decision)

    async def _record(self, decision: Decision) -> Recorded | None:
        now = self._clock()
        async with self._sessions.begin() as session:
            if not await claim(session, decision.post):
                return None
            shown = self._config.ladder.cards_in_shadow
            recorded = await enter(session, decision, now, cards_in_shadow=shown)
            if recorded and decision.flagged and recorded.case.status is not Status.DISMISSED:
                await self._follow_up(session, recorded, decision, now)
            return recorded

    async def _follow_up(
        self, session: AsyncSession, recorded: Recorded, decision: Decision, now: datetime
    ) -> None:
        """Plan what is to be done, and keep the words that the case needs."""
        case, post = recorded.case, decision.post
        if case.status is Status.DELETED:
            # One more post of a campaign that a moderator has deleted: one press is to delete this one, too.
            decision = replace(decision, actions=decision.actions | {Action.REMOVE})
        await self._planner.plan(session, case, decision, targets(decision), now)
        if recorded.news is not News.JOINED or Action.REMOVE in decision.automatic:
            await self._vault.keep(session, case, post.id, post.author_id, post.text)

    async def get(self, case_id: int) -> Case | None:
        async with self._sessions.begin() as session:
            return await session.get(Case, case_id)

    async def acts(self, case_id: int) -> list[Act]:
        """What was done about a case, is to be done or waits for a moderator."""
        async with self._sessions.begin() as session:
            return list(await session.scalars(select(Act).where(Act.case_id == case_id).order_by(Act.id)))

    async def text(self, post_id: str) -> str | None:
        """What a flagged post said, if that is kept."""
        async with self._sessions.begin() as session:
            return await self._vault.read(session, post_id)

    @property
    def keeps_text(self) -> bool:
        """Whether words can be kept at all."""
        return self._vault.has_key

    async def keep_copy(self, case: Case, post_id: str, author_id: str, text: str) -> None:
        """Keep what a post says that is about to be removed."""
        async with self._sessions.begin() as session:
            await self._vault.keep(session, case, post_id, author_id, text)

    async def without_card(self, guild_id: str, oldest: timedelta, youngest: timedelta) -> list[Case]:
        """The open cases that no card shows, opened between `oldest` and `youngest` ago."""
        now = self._clock()
        unseen = Case.guild_id == guild_id, Case.status == Status.OPEN, Case.card_id.is_(None)
        then = Case.opened_at > now - oldest, Case.opened_at < now - youngest
        async with self._sessions.begin() as session:
            return list(await session.scalars(select(Case).where(*unseen, *then).order_by(Case.id)))

    async def remember_card(self, case_id: int, channel_id: str, message_id: str) -> None:
        """Note which message shows the case to the moderators."""
        shown = update(Case).where(Case.id == case_id)
        async with self._sessions.begin() as session:
            await session.execute(shown.values(card_channel_id=channel_id, card_id=message_id))

    async def rule(self, case_id: int, status: Status, moderator_id: str) -> Case:
        """Move a case to `status`; to OPEN reopens it.

        The ruling counts as a vote on the case's reasons. Dismissing and reopening take back what was done.
        Raises RulingRefusedError when the case isn't in a state to come from, SecondOpenCaseError when
        reopening would give the post two open cases.
        """
        move = update(Case).where(Case.id == case_id, Case.status.in_(_COMES_FROM[status]))
        try:
            async with self._sessions.begin() as session:
                moved = await session.scalar(move.values(status=status).returning(Case.id))
                case = await session.get_one(Case, case_id, populate_existing=True)
                if moved:
                    await self._settle(session, case, moderator_id)
        except IntegrityError as error:
            raise SecondOpenCaseError from error
        if not moved:
            raise RulingRefusedError(case)
        return case

    async def _settle(self, session: AsyncSession, case: Case, moderator_id: str) -> None:
        """Write down who ruled, and do what follows from the ruling."""
        now = self._clock()
        case.rulings.append(Ruling(status=case.status, moderator_id=moderator_id, ruled_at=now))
        if case.status is Status.OPEN:
            await votes.retract(session, case)
        else:
            await votes.cast(session, case, agreed=case.status is not Status.DISMISSED, now=now)
        if case.status in (Status.OPEN, Status.DISMISSED):
            await take_back(session, case.id, now)
        if case.status is not Status.OPEN and not self._config.privacy.keep_text_after_decision:
            await erase_decided(session, case.id)

"""Cases: a flagged post gets a number, moderators decide about it, and any decision can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.decision import Decision
from bot.ledger import claim
from bot.store.database import Sessions
from bot.store.schema import Case, CaseFinding, Ruling, Status

#: From which states a case may come into each. Back to OPEN is the undo of any decision.
_COMES_FROM = {
    Status.AGREED: (Status.OPEN,),
    Status.DISMISSED: (Status.OPEN,),
    Status.DELETED: (Status.OPEN, Status.AGREED),
    Status.OPEN: (Status.AGREED, Status.DISMISSED, Status.DELETED),
}


class News(Enum):
    """What a decision meant for the post's case."""

    OPENED = auto()
    UPDATED = auto()
    PASSES_NOW = auto()  # it was edited, and nothing would be flagged any more; the case stays open


@dataclass(frozen=True, slots=True)
class Recorded:
    """A case and what just happened to it."""

    case: Case
    news: News


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

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def record(self, decision: Decision) -> Recorded | None:
        """Enter the post as judged and, when it was flagged, open its case or update the open one.

        One transaction, so that no crash comes between. None when there is nothing to tell: the event was
        judged before, or the post passed and has no open case.
        """
        try:
            return await self._record(decision)
        except IntegrityError:
            # Another process was entering the same post; its transaction is through, so now we see it.
            return await self._record(decision)

    async def _record(self, decision: Decision) -> Recorded | None:
        async with self._sessions.begin() as session:
            if not await claim(session, decision.post):
                return None
            is_open = (Case.post_id == decision.post.id) & (Case.status == Status.OPEN)
            case = await session.scalar(select(Case).where(is_open))
            if case is None:
                return await _open(session, decision) if decision.flagged else None
            if not decision.flagged:
                return Recorded(case, News.PASSES_NOW)
            _describe(case, decision)
            return Recorded(case, News.UPDATED)

    async def get(self, case_id: int) -> Case | None:
        async with self._sessions.begin() as session:
            return await session.get(Case, case_id)

    async def remember_card(self, case_id: int, channel_id: str, message_id: str) -> None:
        """Note which message shows the case to the moderators."""
        shown = update(Case).where(Case.id == case_id)
        async with self._sessions.begin() as session:
            await session.execute(shown.values(card_channel_id=channel_id, card_id=message_id))

    async def rule(self, case_id: int, status: Status, moderator_id: str) -> Case:
        """Move a case to `status`; to OPEN reopens it.

        Raises RulingRefusedError when the case isn't in a state to come from, SecondOpenCaseError when
        reopening would give the post two open cases.
        """
        move = update(Case).where(Case.id == case_id, Case.status.in_(_COMES_FROM[status]))
        try:
            async with self._sessions.begin() as session:
                moved = await session.scalar(move.values(status=status).returning(Case.id))
                case = await session.get_one(Case, case_id, populate_existing=True)
                if moved:
                    now = datetime.now(UTC)
                    case.rulings.append(Ruling(status=status, moderator_id=moderator_id, ruled_at=now))
        except IntegrityError as error:
            raise SecondOpenCaseError from error
        if not moved:
            raise RulingRefusedError(case)
        return case


async def _open(session: AsyncSession, decision: Decision) -> Recorded:
    post = decision.post
    case = Case(
        guild_id=post.guild_id,
        channel_id=post.channel_id,
        post_id=post.id,
        author_id=post.author_id,
        status=Status.OPEN,
        opened_at=datetime.now(UTC),
        rulings=[],
    )
    _describe(case, decision)
    session.add(case)
    await session.flush()
    return Recorded(case, News.OPENED)


def _describe(case: Case, decision: Decision) -> None:
    """Put what was found into the case, in place of what was found in an earlier revision."""
    case.revision = decision.post.revision
    case.model_digest = decision.model_digest
    case.findings = [
        CaseFinding(
            check=finding.check,
            label=finding.reason.label,
            stance=finding.stance,
            score=finding.reason.score,
            threshold=finding.reason.threshold,
            spans=[[span.start, span.end] for span in finding.reason.spans],
        )
        for finding in decision.findings
    ]

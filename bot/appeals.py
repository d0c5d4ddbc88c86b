"""Appeals: an author asks for a second look, and a moderator decides who had no part in the first."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot import votes
from bot.clock import Clock, utc_now
from bot.store.database import Sessions
from bot.store.schema import Appeal, AppealOutcome, Case, Ruling, Status
from bot.text_vault import TextVault
from bot.undo import take_back


class AppealRefusedError(Exception):
    """There is no such appeal or case, it isn't theirs, or it was made or decided before."""


class NotTheFirstModeratorError(Exception):
    """Whoever decided the case must not decide the appeal, nor may whoever appealed."""


class Appeals:
    """The appeals in the database. What it returns are snapshots."""

    def __init__(self, sessions: Sessions, vault: TextVault, clock: Clock = utc_now) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock

    async def make(self, guild_id: str, case_id: int, author_id: str, words: str) -> Appeal:
        """Enter an author's appeal; once for each case. Raises AppealRefusedError."""
        try:
            async with self._sessions.begin() as session:
                case = await session.get(Case, case_id)
                if case is None or (case.guild_id, case.author_id) != (guild_id, author_id):
                    raise AppealRefusedError
                appeal = Appeal(
                    case_id=case_id,
                    author_id=author_id,
                    sealed=self._vault.seal(words, _owner(case_id)),
                    outcome=AppealOutcome.OPEN,
                    appealed_at=self._clock(),
                )
                session.add(appeal)
        except IntegrityError as error:
            raise AppealRefusedError from error
        return appeal

    async def get(self, appeal_id: int) -> Appeal | None:
        async with self._sessions.begin() as session:
            return await session.get(Appeal, appeal_id)

    def words(self, appeal: Appeal) -> str | None:
        """What the author says, if that is kept."""
        return self._vault.open(appeal.sealed, _owner(appeal.case_id))

    async def remember_card(self, appeal_id: int, channel_id: str, message_id: str) -> None:
        """Note which message shows the appeal to the moderators."""
        shown = update(Appeal).where(Appeal.id == appeal_id)
        async with self._sessions.begin() as session:
            await session.execute(shown.values(card_channel_id=channel_id, card_id=message_id))

    async def decide(self, appeal_id: int, moderator_id: str, *, granted: bool) -> Case:
        """Grant or refuse an appeal. The outcome weighs double on the ladder, and the author's words go.

        Granted, the case is dismissed and what was done is taken back. Raises AppealRefusedError and
        NotTheFirstModeratorError.
        """
        now = self._clock()
        outcome = AppealOutcome.GRANTED if granted else AppealOutcome.REFUSED
        is_open = Appeal.id == appeal_id, Appeal.outcome == AppealOutcome.OPEN
        values = {"outcome": outcome, "moderator_id": moderator_id, "decided_at": now, "sealed": None}
        async with self._sessions.begin() as session:
            decided = update(Appeal).where(*is_open).values(values).returning(Appeal.case_id)
            case_id = await session.scalar(decided)
            if case_id is None:
                raise AppealRefusedError
            case = await session.get_one(Case, case_id)
            earlier = select(Ruling.id).where(Ruling.case_id == case_id, Ruling.moderator_id == moderator_id)
            if await session.scalar(earlier.limit(1)) or moderator_id == case.author_id:
                raise NotTheFirstModeratorError
            status = Status.DISMISSED if granted else _upheld(case.status)
            case.status = status
            case.rulings.append(Ruling(status=status, moderator_id=moderator_id, ruled_at=now))
            await votes.cast(session, case, agreed=not granted, now=now, weight=votes.APPEAL_WEIGHT)
            if granted:
                await take_back(session, case_id, now)
        return case


def _upheld(status: Status) -> Status:
    return status if status in (Status.AGREED, Status.DELETED) else Status.AGREED


def _owner(case_id: int) -> str:
    return f"appeal {case_id}"

"""What is forgotten: by its age, when Discord tells that it is gone, and when somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.acts import LIVE, halfway
from bot.clock import Clock, utc_now
from bot.decision import Action
from bot.store.database import Sessions
from bot.store.schema import (
    AcceptedPost,
    Act,
    ActState,
    Appeal,
    Case,
    CasePost,
    Move,
    Ruling,
    SealedText,
    Setting,
    Status,
    TopicSuggestion,
)
from bot.trust_config import PrivacyConfig

#: Stands where an account's id stood.
NOBODY = "0"


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours that shows what is to be forgotten."""

    channel_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class KeptWords:
    """A post whose words are kept, and whether it was we who removed it."""

    guild_id: str
    channel_id: str
    post_id: str
    author_id: str
    removed_by_us: bool


class Erasure:
    """Erases from the database. What stands on Discord is the rim's to erase: `forget` says where."""

    def __init__(self, sessions: Sessions, config: PrivacyConfig, clock: Clock = utc_now) -> None:
        self._sessions = sessions
        self._config = config
        self._clock = clock

    async def posts_deleted(self, post_ids: Sequence[str]) -> None:
        """The posts are gone from Discord: their words go, too, unless it was us who removed them."""
        gone = SealedText.post_id.in_(post_ids), ~_removed_by_us()
        async with self._sessions.begin() as session:
            await session.execute(delete(SealedText).where(*gone))

    async def channel_deleted(self, channel_id: str) -> None:
        """A channel or thread is gone with all its posts: their words go, too."""
        there = select(Case.id).where(Case.channel_id == channel_id)
        gone = SealedText.case_id.in_(there), ~_removed_by_us()
        async with self._sessions.begin() as session:
            await session.execute(delete(SealedText).where(*gone))

    async def kept_words(self) -> list[KeptWords]:
        """All posts whose words are kept, the newest first."""
        # A post of a campaign may be in another channel than the case's first.
        channel = func.coalesce(CasePost.channel_id, Case.channel_id)
        of_campaign = (CasePost.case_id == SealedText.case_id) & (CasePost.post_id == SealedText.post_id)
        rows = (
            select(SealedText.guild_id, channel, SealedText.post_id, SealedText.author_id, _removed_by_us())
            .join(Case, Case.id == SealedText.case_id)
            .outerjoin(CasePost, of_campaign)
            .order_by(SealedText.stored_at.desc())
        )
        async with self._sessions.begin() as session:
            return [KeptWords(*row) for row in await session.execute(rows)]

    async def member_gone(self, guild_id: str, user_id: str) -> None:
        """Somebody left the server: their words go, removed posts' and appeals' included."""
        theirs = SealedText.guild_id == guild_id, SealedText.author_id == user_id
        here = select(Case.id).where(Case.guild_id == guild_id)
        appealed = Appeal.author_id == user_id, Appeal.case_id.in_(here)
        async with self._sessions.begin() as session:
            await session.execute(delete(SealedText).where(*theirs))
            await session.execute(update(Appeal).where(*appealed).values(sealed=None))

    async def sweep(self) -> None:
        """Erase what is older than the configuration allows, and what was only waiting to be forgotten."""
        now = self._clock()
        old_texts = now - timedelta(days=self._config.keep_text_days)
        old_cases = now - timedelta(days=self._config.keep_cases_days)
        async with self._sessions.begin() as session:
            await session.execute(delete(SealedText).where(SealedText.stored_at < old_texts))
            old_words = Appeal.appealed_at < old_texts
            await session.execute(update(Appeal).where(old_words).values(sealed=None))
            await session.execute(delete(AcceptedPost).where(AcceptedPost.accepted_at < old_cases))
            yesterday = (now - timedelta(days=1)).date()
            await session.execute(delete(TopicSuggestion).where(TopicSuggestion.day < yesterday))
            done_with = or_(Case.opened_at < old_cases, Case.author_id == NOBODY), ~Case.id.in_(_unfinished())
            await session.execute(delete(Case).where(*done_with))

    async def forget(self, guild_id: str, user_id: str) -> list[Card]:
        """Forget somebody on a server: cases about them, and that it was they who decided others.

        The votes stay, as numbers of nobody. Returns the cards that showed their cases. What the bot still
        has to take back, such as slow mode, is due now, and the rest of such a case goes by the next `sweep`.
        """
        cases = Case.guild_id == guild_id, Case.author_id == user_id
        async with self._sessions.begin() as session:
            shown = select(Case.card_channel_id, Case.card_id).where(*cases, Case.card_id.is_not(None))
            cards = [Card(str(channel), str(card)) for channel, card in await session.execute(shown)]
            await self._forget_author(session, guild_id, user_id)
            await _forget_moderator(session, guild_id, user_id)
        return cards

    async def _forget_author(self, session: AsyncSession, guild_id: str, user_id: str) -> None:
        cases = Case.guild_id == guild_id, Case.author_id == user_id
        here = select(Case.id).where(Case.guild_id == guild_id)
        words = SealedText.guild_id == guild_id, SealedText.author_id == user_id
        await session.execute(delete(SealedText).where(*words))
        in_campaigns = CasePost.author_id == user_id, CasePost.case_id.in_(here)
        await session.execute(delete(CasePost).where(*in_campaigns))
        appeals = Appeal.author_id == user_id, Appeal.case_id.in_(here)
        await session.execute(delete(Appeal).where(*appeals))
        suggestions = TopicSuggestion.guild_id == guild_id, TopicSuggestion.author_id == user_id
        await session.execute(delete(TopicSuggestion).where(*suggestions))
        their_posts = select(Case.post_id).where(*cases)
        await session.execute(delete(AcceptedPost).where(AcceptedPost.post_id.in_(their_posts)))
        await session.execute(delete(Case).where(*cases, ~Case.id.in_(_unfinished())))
        # What is left still has something to take back.
        await session.execute(update(Case).where(*cases).values(author_id=NOBODY, status=Status.DISMISSED))
        acts = Act.guild_id == guild_id, Act.author_id == user_id
        ending = Act.state == ActState.DONE, Act.ends_at.is_not(None)
        await session.execute(update(Act).where(*acts, *ending).values(ends_at=self._clock()))
        over = or_(~_pending(), Act.state == ActState.INTENDED, Act.kind == Action.REMOVE)
        await session.execute(delete(Act).where(*acts, over))
        # Only lifting a timeout needs to know whose it is, for as long as it takes.
        nameless = update(Act).where(*acts, Act.kind != Action.TIMEOUT)
        told = Act.kind == Action.NOTIFY_AUTHOR
        await session.execute(nameless.where(told).values(target_id=NOBODY))
        await session.execute(nameless.values(author_id=NOBODY))


async def erase_decided(session: AsyncSession, case_id: int) -> None:
    """Erase a decided case's words, but for the copies of posts that were removed: undoing needs them."""
    words = SealedText.case_id == case_id, ~_removed_by_us()
    await session.execute(delete(SealedText).where(*words))


async def _forget_moderator(session: AsyncSession, guild_id: str, user_id: str) -> None:
    here = select(Case.id).where(Case.guild_id == guild_id)
    for table, of_the_server in (
        (Ruling, Ruling.case_id.in_(here)),
        (Appeal, Appeal.case_id.in_(here)),
        (Act, Act.guild_id == guild_id),
        (Move, Move.guild_id == guild_id),
        (Setting, Setting.guild_id == guild_id),
    ):
        theirs = table.moderator_id == user_id
        await session.execute(update(table).where(of_the_server, theirs).values(moderator_id=NOBODY))


def _removed_by_us() -> ColumnElement[bool]:
    """Whether a text is the copy of a post that the bot removed or is removing."""
    may_have_happened = or_(Act.state.in_(LIVE), halfway())
    removal = Act.kind == Action.REMOVE, Act.target_id == SealedText.post_id, may_have_happened
    return select(Act.id).where(*removal).exists()


def _pending() -> ColumnElement[bool]:
    """Whether an act is still to be done or taken back."""
    at_work = Act.state.in_((ActState.INTENDED, ActState.STARTED, ActState.UNDOING))
    return or_(at_work, (Act.state == ActState.DONE) & Act.ends_at.is_not(None))


def _unfinished() -> Select[int]:
    """The cases that have something left to be done or taken back."""
    return select(Act.case_id).where(_pending())

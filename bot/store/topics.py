"""What `off_topic` keeps over a restart: `bot.memory.topic_store.TopicStore` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select

from bot.clock import Clock, utc_now
from bot.memory.topic_store import Accepted, Suggested
from bot.store.database import Sessions
from bot.store.schema import AcceptedPost, TopicSuggestion

#: What stands between a webhook's id and the name it speaks for.
_NAMED = ":"


class StoredTopics:
    """Accepted posts and the day's suggestions in the database."""

    def __init__(self, sessions: Sessions, clock: Clock = utc_now) -> None:
        self._sessions = sessions
        self._clock = clock

    async def accepted(self) -> Sequence[Accepted]:
        """All that were kept, the oldest first."""
        oldest_first = select(AcceptedPost).order_by(AcceptedPost.accepted_at, AcceptedPost.post_id)
        async with self._sessions.begin() as session:
            return [
                Accepted(row.guild_id, row.channel_id, row.post_id, row.log_odds)
                for row in await session.scalars(oldest_first)
            ]

    async def suggested(self, since: date) -> Sequence[Suggested]:
        """Those of that day and later ones."""
        async with self._sessions.begin() as session:
            return [
                Suggested(row.guild_id, row.author_id, row.day, row.post_id)
                for row in await session.scalars(select(TopicSuggestion).where(TopicSuggestion.day >= since))
            ]

    async def keep_accepted(self, one: Accepted) -> None:
        """Keep that a post is fine where it is."""
        row = AcceptedPost(
            post_id=one.post_id,
            guild_id=one.guild_id,
            channel_id=one.channel_id,
            log_odds=one.log_odds,
            accepted_at=self._clock(),
        )
        async with self._sessions.begin() as session:
            await session.merge(row)

    async def drop_accepted(self, post_id: str) -> None:
        """Take that back."""
        async with self._sessions.begin() as session:
            await session.execute(delete(AcceptedPost).where(AcceptedPost.post_id == post_id))

    async def keep_suggested(self, one: Suggested) -> None:
        """Keep that an author got a suggestion, in place of those of earlier days.

        What people write through webhooks isn't kept: it would take their names to tell them apart.
        """
        if _NAMED in one.author_id:
            return
        row = TopicSuggestion(
            guild_id=one.guild_id, author_id=one.author_id, day=one.day, post_id=one.post_id
        )
        async with self._sessions.begin() as session:
            await session.execute(delete(TopicSuggestion).where(TopicSuggestion.day < one.day))
            await session.merge(row)

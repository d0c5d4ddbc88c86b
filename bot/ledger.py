"""Which posts were judged, in which revision: the same event twice does one thing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.post import Post
from bot.store.database import Sessions
from bot.store.schema import JudgedPost


class Ledger:
    """The judged posts in the database. An event older than what was judged counts as judged."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def has(self, post: Post) -> bool:
        async with self._sessions.begin() as session:
            judged = await session.get(JudgedPost, post.id)
            return judged is not None and judged.revision >= post.revision

    async def forget_older_than(self, days: int) -> None:
        """Drop what was judged more than `days` ago; Discord delivers nothing that late a second time."""
        limit = datetime.now(UTC) - timedelta(days=days)
        async with self._sessions.begin() as session:
            await session.execute(delete(JudgedPost).where(JudgedPost.judged_at < limit))


async def claim(session: AsyncSession, post: Post) -> bool:
    """Enter the post's revision as judged in the session's transaction; False if it or a later one was.

    Raises IntegrityError when another process enters the post's first revision at the same moment.
    """
    now = datetime.now(UTC)
    newer = (
        update(JudgedPost)
        .where(JudgedPost.post_id == post.id, JudgedPost.revision < post.revision)
        .values(revision=post.revision, judged_at=now)
        .returning(JudgedPost.post_id)
    )
    if await session.scalar(newer):
        return True
    if await session.get(JudgedPost, post.id):
        return False
    session.add(JudgedPost(post_id=post.id, revision=post.revision, judged_at=now))
    await session.flush()
    return True

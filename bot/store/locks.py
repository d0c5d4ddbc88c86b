"""One writer at a time for what is counted before it is written."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def lock(session: AsyncSession, guild_id: str) -> None:
    """Wait for other transactions that hold this server's lock; it is free again when this one ends.

    On SQLite there is nothing to do: there every transaction holds the one write lock from its beginning.
    """
    if session.get_bind().dialect.name == "postgresql":
        # A snowflake is a number of 63 bits, as PostgreSQL's key is.
        await session.execute(select(func.pg_advisory_xact_lock(int(guild_id))))

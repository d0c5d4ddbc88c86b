"""Time an author out. Discord ends it by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import discord

from bot.discord.acts.work import Done, Work

#: How far what Discord says may be from what we set: it rounds.
SAME = timedelta(seconds=2)


async def prepare(work: Work) -> dict[str, Any]:
    """Until when the author is timed out now, and until when it is to be. A longer one stays as it is."""
    before = (await _author(work)).timed_out_until
    until = discord.utils.utcnow() + timedelta(minutes=work.client.config.acts.timeout_minutes)
    return {
        "before": before.isoformat() if before else None,
        "until": max(before or until, until).isoformat(),
    }


async def do(work: Work) -> Done:
    """Time the author out, until the moment that was settled before the first try."""
    member = await _author(work)
    await member.timeout(datetime.fromisoformat(work.undo["until"]), reason=work.reason)
    return Done(work.undo)


async def undo(work: Work) -> None:
    """Set back what held before, unless somebody has set something else since."""
    member = await _author(work)
    now, set_by_us = member.timed_out_until, datetime.fromisoformat(work.undo["until"])
    if now is None or abs(now - set_by_us) > SAME:
        return
    before = datetime.fromisoformat(work.undo["before"]) if work.undo["before"] else None
    still = before if before and before > discord.utils.utcnow() else None
    await member.timeout(still, reason=work.reason)


async def _author(work: Work) -> discord.Member:
    """The author as Discord knows them at this moment; what we remember of members may be old."""
    return await work.guild.fetch_member(int(work.act.author_id))

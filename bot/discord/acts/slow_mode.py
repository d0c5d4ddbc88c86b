"""Slow a channel down for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import discord

from bot.discord.acts.places import Place
from bot.discord.acts.work import ActFailed, Done, Work
from bot.store.schema import Problem


async def prepare(work: Work) -> dict[str, Any]:
    """How slow the channel is now, and how slow it is to be. A slower one stays as it is."""
    channel = await _channel(work)
    # discord.py has it as a number in every kind of channel, and says so in some.
    before = cast(int, channel.slowmode_delay)
    return {"before": before, "seconds": max(before, work.client.config.acts.slow_mode_seconds)}


async def do(work: Work) -> Done:
    """Slow the channel down."""
    acts = work.client.config.acts
    await _set(await _channel(work), work.undo["seconds"], work.reason)
    return Done(work.undo, discord.utils.utcnow() + timedelta(minutes=acts.slow_mode_minutes))


async def undo(work: Work) -> None:
    """Set back what held before, unless somebody has set something else since."""
    channel = await _channel(work)
    if channel.slowmode_delay == work.undo["seconds"]:
        await _set(channel, work.undo["before"], work.reason)


async def _channel(work: Work) -> Place:
    """The channel as it is at this moment."""
    channel = await work.guild.fetch_channel(int(work.act.target_id))
    if not isinstance(channel, Place):
        raise ActFailed(Problem.GONE)
    return channel


async def _set(channel: Place, seconds: int, reason: str) -> None:
    await channel.edit(slowmode_delay=seconds, reason=reason)

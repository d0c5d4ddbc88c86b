"""Read a case's post once more: as it stands on Discord, or else what the case keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.post import Post
from bot.store.schema import Case

if TYPE_CHECKING:
    from bot.discord.client import Tactful


async def read_again(client: Tactful, guild: discord.Guild, case: Case) -> Post | None:
    """The post as it reads now, or as it read when it was flagged if it is gone; None if neither is known."""
    return await _on_discord(client, guild, case) or await _kept(client, case)


async def _on_discord(client: Tactful, guild: discord.Guild, case: Case) -> Post | None:
    channel_id = int(case.channel_id)
    try:
        channel = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            return None
        return await client.read(await channel.fetch_message(int(case.post_id)))
    except (discord.NotFound, discord.Forbidden):
        return None


async def _kept(client: Tactful, case: Case) -> Post | None:
    text = await client.cases.text(case.post_id)
    if text is None:
        return None
    return Post(
        id=case.post_id,
        guild_id=case.guild_id,
        channel_id=case.channel_id,
        channel_name="",
        author_id=case.author_id,
        author_name="",
        text=text,
        jump_url="",
        created_at=case.opened_at,
        parent_id=None if case.place_id == case.channel_id else case.place_id,
    )

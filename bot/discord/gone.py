"""What is gone from Discord is erased here: posts, channels and members."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import discord

from bot.discord.hearing import Hearing
from bot.erasure import Erasure, KeptWords

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)


#: Discord's codes for a member or an account that isn't there.
NO_MEMBER = (10007, 10013)


class Forgetting(Hearing):
    """Hears what is deleted, and who leaves."""

    erasure: Erasure

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.take_in_hand()
        await self.erasure.posts_deleted([str(event.message_id)])

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        self.take_in_hand()
        await self.erasure.posts_deleted([str(one) for one in event.message_ids])

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        self.take_in_hand()
        await self.erasure.channel_deleted(str(event.thread_id))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.take_in_hand()
        await super().on_guild_channel_delete(channel)
        await self.erasure.channel_deleted(str(channel.id))

    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        """Only heard with the Server Members intent; without it `look_for_the_gone` finds out."""
        self.take_in_hand()
        await self.erasure.member_gone(str(event.guild_id), str(event.user.id))


async def look_for_the_gone(client: Tactful, writing: asyncio.Lock) -> None:
    """Ask Discord whether the posts and authors whose words are kept are still there.

    For what was deleted while the bot was away, and for members who left where it may not hear of members.
    `writing` is held while the database is written, and only then.
    """
    async with writing:
        words = await client.erasure.kept_words()
    for kept in words:
        code = await _missing(client, kept)
        async with writing:
            if code in NO_MEMBER:
                await client.erasure.member_gone(kept.guild_id, kept.author_id)
            elif code is not None:
                await client.erasure.posts_deleted([kept.post_id])


async def _missing(client: Tactful, kept: KeptWords) -> int | None:
    """Discord's code for what is gone, None if nothing is or nobody can tell."""
    guild = client.get_guild(int(kept.guild_id))
    if guild is None:
        return None
    try:
        await guild.fetch_member(int(kept.author_id))
        if not kept.removed_by_us:
            await client.get_partial_messageable(int(kept.channel_id)).fetch_message(int(kept.post_id))
    except discord.NotFound as error:
        return error.code
    except discord.HTTPException as error:
        log.warning("can't see whether a post is still there: Discord answered %s", error.status)
    return None

"""Where an act happens: channels and messages, looked up or fetched."""

from __future__ import annotations

import discord

from bot.discord.acts.work import ActFailed
from bot.store.schema import Problem

#: Where messages can be.
Place = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel

#: How many of the newest messages are searched for one of our own.
SEARCHED = 50


async def place(guild: discord.Guild, channel_id: str) -> Place:
    """The channel or thread. Raises ActFailed if it is gone."""
    number = int(channel_id)
    try:
        found = guild.get_channel_or_thread(number) or await guild.fetch_channel(number)
    except (discord.NotFound, discord.InvalidData) as error:
        raise ActFailed(Problem.GONE) from error
    if not isinstance(found, Place):
        raise ActFailed(Problem.GONE)
    return found


async def own_message(
    channel: discord.abc.Messageable, author_id: int, marker: str
) -> discord.Message | None:
    """The newest of our own messages there whose embed has this footer.

    That is how a message is found again that was sent just before a crash.
    """
    async for message in channel.history(limit=SEARCHED):
        marked = any(embed.footer.text == marker for embed in message.embeds)
        if marked and message.author.id == author_id:
            return message
    return None

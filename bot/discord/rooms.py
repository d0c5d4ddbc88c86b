"""The channels that an author could be sent to: those that everybody on the server can read and write in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import discord

from bot.config import ChannelConfig, Config
from bot.memory.topics import Room


def rooms(guild: discord.Guild, config: Config, pinned: Callable[[int], str | None]) -> Iterator[Room]:
    """The open channels that say what they are about, or of which the configuration or a pinned post does.

    What is exempt or not watched is left out: nobody asked what is on topic there.
    """
    channels: list[discord.TextChannel | discord.ForumChannel] = [*guild.text_channels, *guild.forums]
    for channel in channels:
        own = config.channels.get(str(channel.id), ChannelConfig())
        topic = own.topic or channel.topic or pinned(channel.id)
        if topic and own.watch and str(channel.id) not in config.exempt.channels and _open_to_all(channel):
            yield Room(str(channel.id), channel.name, topic)


def _open_to_all(channel: discord.TextChannel | discord.ForumChannel) -> bool:
    everybody = channel.permissions_for(channel.guild.default_role)
    return everybody.view_channel and everybody.send_messages and not channel.is_nsfw()

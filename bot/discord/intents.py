"""What the bot asks Discord for, and what each of it is needed for. Nothing is asked for that isn't used."""

from __future__ import annotations

import discord

from bot.check_config import WatchConfig


def intents(watch: WatchConfig) -> discord.Intents:
    """The intents that the settings call for. Message content and members must be switched on at Discord."""
    asked = discord.Intents.none()
    asked.guilds = True  # to know servers, channels, threads, roles and its own permissions
    asked.guild_messages = True  # to see posts and edits
    asked.message_content = True  # to read what they say
    asked.members = watch.nicknames or watch.joins  # to hear of new nicknames and members
    return asked

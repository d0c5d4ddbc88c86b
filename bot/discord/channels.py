"""Find the moderators' channel, and say what to do when it isn't there."""

from __future__ import annotations

import logging

import discord

log = logging.getLogger(__name__)

#: What the bot needs in the moderators' channel.
NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")


def moderators_channel(guild: discord.Guild, name_or_id: str) -> discord.TextChannel | None:
    """The text channel of that name or id; None, with a line in the log, if no card can be written there."""
    channel = next((c for c in guild.text_channels if name_or_id in (c.name, str(c.id))), None)
    if channel is None:
        log.error(
            "server %s has no text channel %r that I can see; make one, or set [moderators] channel",
            guild.id,
            name_or_id,
        )
        return None
    mine = channel.permissions_for(guild.me)
    missing = [name for name in NEEDED if not getattr(mine, name)]
    if missing:
        log.error(
            "I lack %s in the moderators' channel %s of server %s; give them to my role",
            ", ".join(missing),
            channel.id,
            guild.id,
        )
        return None
    return channel

"""Who may press: looked up at every press, for a button's id comes from outside."""

from __future__ import annotations

import discord


def may_press(member: discord.User | discord.Member, channel_id: str, permission: str) -> bool:
    """Whether the member has the permission in that channel, or in the server if the channel is gone."""
    if not isinstance(member, discord.Member):
        return False
    channel = member.guild.get_channel_or_thread(int(channel_id))
    permissions = channel.permissions_for(member) if channel else member.guild_permissions
    return bool(getattr(permissions, permission))

"""What members do without posting: they join, and they change their nickname."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.discord.intake import roles
from bot.post import NO_CHANNEL, Post, PostKind, member_event


def joined(member: discord.Member) -> Post | None:
    """A new member as a post that says nothing; None where Discord doesn't say when."""
    return _post(member, PostKind.JOIN, "", member.joined_at) if member.joined_at else None


def renamed(before: discord.Member, after: discord.Member, now: datetime) -> Post | None:
    """The new nickname as a post; None if it is the old one, or there is none any more."""
    if after.nick is None or after.nick == before.nick:
        return None
    return _post(after, PostKind.NICKNAME, after.nick, now)


def _post(member: discord.Member, kind: PostKind, text: str, at: datetime) -> Post:
    guild_id = str(member.guild.id)
    return Post(
        id=member_event(guild_id, str(member.id)),
        guild_id=guild_id,
        channel_id=NO_CHANNEL,
        channel_name="",
        author_id=str(member.id),
        author_name=member.display_name,
        text=text,
        jump_url=f"https://discord.com/users/{member.id}",
        created_at=at,
        # It is the time that tells one such event of a member from the next.
        edited_at=at,
        author_is_bot=member.bot,
        kind=kind,
        author_roles=roles(member),
        author_created_at=member.created_at,
        author_joined_at=member.joined_at,
    )

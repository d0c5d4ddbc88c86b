"""Discord's messages and edits as posts."""

from __future__ import annotations

import discord

from bot.post import Post


def post_from(message: discord.Message) -> Post | None:
    """The message as a post; None for direct messages and for what Discord itself writes, such as joins."""
    if message.guild is None or message.is_system():
        return None
    channel = message.channel
    return Post(
        id=str(message.id),
        guild_id=str(message.guild.id),
        channel_id=str(channel.id),
        channel_name=getattr(channel, "name", None) or "",
        author_id=str(message.author.id),
        author_name=message.author.display_name,
        text=message.content,
        jump_url=message.jump_url,
        created_at=message.created_at,
        edited_at=message.edited_at,
        parent_id=str(channel.parent_id) if isinstance(channel, discord.Thread) else None,
        topic=_topic(channel),
        author_is_bot=message.author.bot,
        from_webhook=message.webhook_id is not None,
    )


def is_edit(event: discord.RawMessageUpdateEvent) -> bool:
    """Whether the author changed the words.

    Discord sends the same event when it adds a link's preview or somebody pins the message; then the time
    of the last edit or, where we still know them, the words are as before.
    """
    after = event.message
    if after.edited_at is None:
        return False
    before = event.cached_message
    return before is None or (before.edited_at, before.content) != (after.edited_at, after.content)


def _topic(channel: object) -> str | None:
    """What the channel says it is about; a thread adds its title to its parent's topic."""
    if isinstance(channel, discord.Thread):
        return ". ".join(part for part in (channel.name, _topic(channel.parent)) if part)
    if isinstance(channel, discord.TextChannel | discord.ForumChannel):
        return channel.topic or None
    return None

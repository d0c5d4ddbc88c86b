"""Discord's messages and edits as posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.discord.contents import compose, embed_links, pieces
from bot.post import Post

#: System messages that carry somebody's words: the title of a new thread.
_WITH_WORDS = (discord.MessageType.thread_created,)


def post_from(message: discord.Message, files: Sequence[str] = ()) -> Post | None:
    """The message as a post; None for direct messages and for what Discord itself writes, such as joins.

    `files` are the texts of its attachments, where they were read.
    """
    if message.guild is None or (message.is_system() and message.type not in _WITH_WORDS):
        return None
    channel, author = message.channel, message.author
    text, parts = compose(pieces(message, files))
    return Post(
        id=str(message.id),
        guild_id=str(message.guild.id),
        channel_id=str(channel.id),
        channel_name=getattr(channel, "name", None) or "",
        author_id=str(author.id),
        author_name=author.display_name,
        text=text,
        jump_url=message.jump_url,
        created_at=message.created_at,
        edited_at=message.edited_at,
        parent_id=str(channel.parent_id) if isinstance(channel, discord.Thread) else None,
        topic=_topic(channel),
        author_is_bot=author.bot,
        from_webhook=message.webhook_id is not None,
        application_id=str(message.application_id) if message.application_id else None,
        parts=parts,
        links=tuple(embed_links(message)),
        mentioned=tuple(_mentioned(message)),
        mentions_everyone=message.mention_everyone,
        reply_to_text=_answered(message),
        author_roles=roles(author),
        author_created_at=author.created_at,
        author_joined_at=author.joined_at if isinstance(author, discord.Member) else None,
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


def roles(author: discord.Member | discord.User) -> frozenset[str]:
    """The ids of a member's roles, without the one that everybody has."""
    if not isinstance(author, discord.Member):
        return frozenset()
    return frozenset(str(role.id) for role in author.roles if not role.is_default())


def _mentioned(message: discord.Message) -> Iterator[str]:
    """Whom the words call: not the author, nor whoever is only answered."""
    named = set(message.raw_mentions)
    yield from (
        str(user.id) for user in message.mentions if user.id in named and user.id != message.author.id
    )
    yield from map(str, message.raw_role_mentions)


def _answered(message: discord.Message) -> str | None:
    """What the answered message says, as far as Discord sent it along."""
    answered = message.reference.resolved if message.reference else None
    return (answered.content or None) if isinstance(answered, discord.Message) else None


def _topic(channel: object) -> str | None:
    """What the channel says it is about; a thread adds its title to its parent's topic."""
    if isinstance(channel, discord.Thread):
        return ". ".join(part for part in (channel.name, _topic(channel.parent)) if part)
    if isinstance(channel, discord.TextChannel | discord.ForumChannel):
        return channel.topic or None
    return None

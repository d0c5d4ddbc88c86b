"""What happens to messages: they are posted, changed, deleted and reacted to. All of it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.sandbox import mentions
from bot.sandbox.draft import Draft
from bot.sandbox.errors import ApiError
from bot.sandbox.events import Event
from bot.sandbox.message_wire import emoji, message_event
from bot.sandbox.model import JSON, Channel, Interaction, Message, MessageFlag, MessageKind, User
from bot.sandbox.state import World
from bot.sandbox.wire import member


def create(
    world: World,
    author: User,
    place: Channel,
    draft: Draft,
    *,
    visible_to: str | None = None,
    interaction: Interaction | None = None,
    kind: MessageKind = MessageKind.DEFAULT,
) -> Message:
    """Post a message. Outer white space goes, as on Discord; an empty one is refused (50006)."""
    content = draft.content.strip()
    loading = bool(draft.flags & MessageFlag.LOADING)
    if not (content or draft.embeds or draft.components or draft.attachments or loading):
        raise ApiError(400, 50006, "Cannot send an empty message")
    replied = world.messages[place.id].get(draft.reply_to) if draft.reply_to else None
    named = mentions.find(world, place, author.id, content, draft.allowed_mentions, replied)
    post = Message(
        id=world.new_id(),
        channel_id=place.id,
        author=author,
        content=content,
        kind=MessageKind.REPLY if draft.reply_to else kind,
        embeds=draft.embeds,
        components=draft.components,
        attachments=draft.attachments,
        flags=draft.flags,
        reply_to=draft.reply_to,
        mentioned_ids=named.users,
        mentioned_role_ids=named.roles,
        mentions_everyone=named.everyone,
        visible_to=visible_to,
        interaction=interaction,
        nonce=draft.nonce,
    )
    world.messages[place.id][post.id] = post
    if visible_to is None:
        place.last_message_id = post.id
    tell(world, "MESSAGE_CREATE", post)
    return post


def edit(world: World, post: Message, changes: dict[str, Any], *, unfurled: bool = False) -> Message:
    """Set some of content, embeds, components and attachments; the content already stripped.

    `unfurled` marks Discord's own change (a link's preview), which leaves no edit time.
    """
    parts = ("content", "embeds", "components", "attachments")
    if not any(changes.get(name, getattr(post, name)) for name in parts):
        raise ApiError(400, 50006, "Cannot send an empty message")
    for name, value in changes.items():
        setattr(post, name, value)
    if "content" in changes:
        place = world.channels[post.channel_id]
        replied = world.messages[place.id].get(post.reply_to or "")
        pinged = replied if replied is not None and replied.author.id in post.mentioned_ids else None
        named = mentions.find(world, place, post.author.id, post.content, None, pinged)
        post.mentioned_ids, post.mentioned_role_ids = named.users, named.roles
    if not unfurled:
        post.edited_at = world.now()
    tell(world, "MESSAGE_UPDATE", post)
    return post


def delete(world: World, post: Message) -> None:
    """Remove one message."""
    del world.messages[post.channel_id][post.id]
    _tell_about(world, "MESSAGE_DELETE", post, {"id": post.id})


def delete_many(world: World, place: Channel, ids: Sequence[str]) -> None:
    """Remove several messages of a channel in one event; ids that are not there are passed over."""
    gone = [one for one in ids if world.messages[place.id].pop(one, None) is not None]
    data = _located(place, {"ids": gone})
    world.emit(Event("MESSAGE_DELETE_BULK", data, place.guild_id, place.id))


def pin(world: World, post: Message) -> None:
    """Pin a message. The note that somebody did so is not written here."""
    place, now = world.channels[post.channel_id], world.now()
    place.pinned[post.id] = now
    told = _located(place, {"last_pin_timestamp": now.isoformat()})
    world.emit(Event("CHANNEL_PINS_UPDATE", told, place.guild_id, place.id))


def react(world: World, user: User, post: Message, name: str) -> None:
    """Add a user's reaction; a second time does nothing."""
    users = post.reactions.setdefault(name, [])
    if user.id in users:
        return
    users.append(user.id)
    data: JSON = {"user_id": user.id, "emoji": emoji(name), "type": 0, "burst": False}
    data["message_author_id"] = post.author.id
    guild = world.guilds.get(world.channels[post.channel_id].guild_id or "")
    if guild is not None and user.id in guild.members:
        data["member"] = member(guild.members[user.id])
    _tell_about(world, "MESSAGE_REACTION_ADD", post, data | {"message_id": post.id})


def unreact(world: World, user_id: str, post: Message, name: str) -> None:
    """Take a user's reaction away."""
    users = post.reactions.get(name, [])
    if user_id not in users:
        raise ApiError(404, 10014, "Unknown Emoji")
    users.remove(user_id)
    if not users:
        del post.reactions[name]
    data: JSON = {"user_id": user_id, "emoji": emoji(name), "type": 0, "burst": False}
    _tell_about(world, "MESSAGE_REACTION_REMOVE", post, data | {"message_id": post.id})


def clear_reactions(world: World, post: Message) -> None:
    """Take all reactions away."""
    post.reactions.clear()
    _tell_about(world, "MESSAGE_REACTION_REMOVE_ALL", post, {"message_id": post.id})


def tell(world: World, name: str, post: Message) -> None:
    """Emit an event that carries the whole message."""
    guild_id = world.channels[post.channel_id].guild_id
    data = message_event(world, post)
    world.emit(Event(name, data, guild_id, post.channel_id, only_for=post.visible_to, message=post))


def _tell_about(world: World, name: str, post: Message, data: JSON) -> None:
    place = world.channels[post.channel_id]
    located = _located(place, data)
    world.emit(Event(name, located, place.guild_id, place.id, only_for=post.visible_to))


def _located(place: Channel, data: JSON) -> JSON:
    data = data | {"channel_id": place.id}
    return data | {"guild_id": place.guild_id} if place.guild_id is not None else data

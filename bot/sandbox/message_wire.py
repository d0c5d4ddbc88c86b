"""Messages as Discord writes them, and what is left of one for a bot that may not read its text."""

from __future__ import annotations

from bot.sandbox import wire
from bot.sandbox.model import JSON, ChannelKind, Interaction, Message
from bot.sandbox.snowflake import created_at
from bot.sandbox.state import World

LIST_FIELDS = ("embeds", "attachments", "components")


def message(world: World, post: Message, viewer_id: str | None = None) -> JSON:
    """A message object; `viewer_id` decides only the `me` of its reactions."""
    data: JSON = {
        "id": post.id,
        "channel_id": post.channel_id,
        "type": int(post.kind),
        "author": wire.user(post.author),
        "content": post.content,
        "timestamp": wire.timestamp(created_at(post.id)),
        "edited_timestamp": wire.timestamp(post.edited_at),
        "tts": False,
        "mention_everyone": post.mentions_everyone,
        "mentions": [wire.user(world.users[one]) for one in post.mentioned_ids],
        "mention_roles": list(post.mentioned_role_ids),
        "attachments": list(post.attachments),
        "embeds": list(post.embeds),
        "components": list(post.components),
        "pinned": False,
        "flags": post.flags,
    }
    if post.reactions:
        data["reactions"] = [_reaction(emoji, users, viewer_id) for emoji, users in post.reactions.items()]
    if post.nonce is not None:
        data["nonce"] = post.nonce
    if post.interaction is not None:
        data |= _through(post.interaction)
    if post.reply_to is not None:
        data |= _reply(world, post)
    return data


def message_event(world: World, post: Message) -> JSON:
    """A message as the gateway dispatches it: with its guild and its author's membership."""
    data = message(world, post)
    guild_id = world.channels[post.channel_id].guild_id
    if guild_id is None:
        return data
    data["guild_id"] = guild_id
    author = world.guilds[guild_id].members.get(post.author.id)
    if author is not None:
        data["member"] = wire.member(author, with_user=False)
    return data


def text_open_to(world: World, post: Message, bot_id: str) -> bool:
    """Whether a bot without the message content intent may read this: its own, to it, or naming it."""
    if post.author.id == bot_id or bot_id in post.mentioned_ids:
        return True
    return world.channels[post.channel_id].kind is ChannelKind.DIRECT


def without_text(data: JSON) -> JSON:
    """The same message with all that somebody wrote in it blanked, a quoted one's text too."""
    blanked: JSON = data | {"content": ""} | {key: [] for key in LIST_FIELDS}
    quoted = blanked.get("referenced_message")
    if quoted is not None:
        blanked["referenced_message"] = without_text(quoted)
    return blanked


def emoji(name: str) -> JSON:
    """An emoji object: a Unicode emoji, or `name:id` for a custom one."""
    title, _, emoji_id = name.partition(":")
    return {"id": emoji_id or None, "name": title}


def _reaction(name: str, users: list[str], viewer_id: str | None) -> JSON:
    return {
        "emoji": emoji(name),
        "count": len(users),
        "count_details": {"normal": len(users), "burst": 0},
        "me": viewer_id in users,
        "me_burst": False,
        "burst_colors": [],
    }


def _through(cause: Interaction) -> JSON:
    return {
        "application_id": cause.application_id,
        "interaction_metadata": {
            "id": cause.id,
            "type": int(cause.kind),
            "user": wire.user(cause.user),
            "authorizing_integration_owners": {},
        },
    }


def _reply(world: World, post: Message) -> JSON:
    place = world.channels[post.channel_id]
    reference = {"type": 0, "message_id": post.reply_to, "channel_id": place.id}
    if place.guild_id is not None:
        reference["guild_id"] = place.guild_id
    quoted = world.messages[place.id].get(post.reply_to or "")
    if quoted is None:
        return {"message_reference": reference, "referenced_message": None}
    quoted_data = message(world, quoted)
    for deeper in ("message_reference", "referenced_message"):
        quoted_data.pop(deeper, None)
    return {"message_reference": reference, "referenced_message": quoted_data}

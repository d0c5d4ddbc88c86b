"""People post, change and delete, and read what they may see."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import access, audit, messages
from bot.sandbox.audit import AuditAction
from bot.sandbox.draft import Draft
from bot.sandbox.errors import ApiError
from bot.sandbox.model import JSON, Channel, Message
from bot.sandbox.permissions import Permission
from bot.sandbox.snowflake import created_at
from bot.sandbox.state import World
from bot.sandbox.validate.form import Form
from bot.sandbox.validate.message import CONTENT


def post(world: World, user_id: str, channel_id: str, text: str, reply_to: str | None) -> Message:
    """Post a message; one too long meets 50035 as anybody's does."""
    place = access.sending(world, user_id, channel_id)
    if reply_to is not None:
        access.message(world, user_id, channel_id, reply_to)
    _not_too_soon(world, user_id, place)
    return messages.create(world, world.user(user_id), place, Draft(_checked(text), reply_to=reply_to))


def edit(world: World, user_id: str, message: Message, text: str) -> Message:
    """Change one's own message."""
    access.message(world, user_id, message.channel_id, message.id)
    if message.author.id != user_id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    return messages.edit(world, message, {"content": _checked(text)})


def delete(world: World, user_id: str, message: Message) -> None:
    """Delete one's own message, or as a moderator anybody's; an ephemeral one is only dismissed."""
    if message.visible_to == user_id:
        messages.delete(world, message)
        return
    found = access.message(world, user_id, message.channel_id, message.id)
    messages.delete(world, access.deletable(world, user_id, found))
    guild = world.guilds.get(world.channel(message.channel_id).guild_id or "")
    if guild is not None and message.author.id != user_id:
        options = {"channel_id": message.channel_id, "count": "1"}
        action = AuditAction.MESSAGE_DELETE
        audit.write(world, guild, user_id, action, message.author.id, options=options)


def visible(world: World, user_id: str, channel_id: str, limit: int) -> list[Message]:
    """The newest messages a person sees in a channel, oldest first, ephemeral ones to them included."""
    place = access.channel(world, user_id, channel_id)
    posts = world.messages[place.id].values()
    return [each for each in posts if each.visible_to in (None, user_id)][-limit:]


def add_preview(world: World, message: Message, embed: JSON) -> Message:
    """Discord shows what a link leads to: an embed without an edit."""
    return messages.edit(world, message, {"embeds": [*message.embeds, embed]}, unfurled=True)


def _not_too_soon(world: World, user_id: str, place: Channel) -> None:
    exempt = Permission.MANAGE_MESSAGES | Permission.MANAGE_CHANNELS
    if not place.slowmode_s or world.permissions(user_id, place) & exempt:
        return
    posts = reversed(world.messages[place.id].values())
    last = next((each for each in posts if each.author.id == user_id), None)
    if last is not None and world.now() - created_at(last.id) < timedelta(seconds=place.slowmode_s):
        raise ApiError(429, 20016, "This action cannot be performed due to slowmode rate limit")


def _checked(text: str) -> str:
    form = Form()
    checked = form.text(("content",), text.strip(), CONTENT)
    form.finish()
    return checked

"""What happens to members: they join, are changed, leave, are banned. All of it is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.sandbox import messages, wire
from bot.sandbox.events import Event
from bot.sandbox.model import Guild, Member, User
from bot.sandbox.snowflake import created_at
from bot.sandbox.state import World


def join(world: World, guild: Guild, user: User) -> Member:
    """A user enters the guild."""
    person = world.add_member(guild, user)
    data = wire.member(person) | {"guild_id": guild.id}
    world.emit(Event("GUILD_MEMBER_ADD", data, guild.id))
    return person


def update(world: World, guild: Guild, person: Member, changes: dict[str, Any]) -> Member:
    """Set some of `nick`, `role_ids` and `timed_out_until`."""
    for name, value in changes.items():
        setattr(person, name, value)
    data = wire.member(person) | {"guild_id": guild.id}
    world.emit(Event("GUILD_MEMBER_UPDATE", data, guild.id))
    return person


def leave(world: World, guild: Guild, person: Member) -> None:
    """A member is gone, by choice, kick or ban."""
    del guild.members[person.user.id]
    data = {"guild_id": guild.id, "user": wire.user(person.user)}
    world.emit(Event("GUILD_MEMBER_REMOVE", data, guild.id))


def ban(world: World, guild: Guild, user: User, reason: str | None, delete_messages: timedelta) -> None:
    """Ban a user, member or not, and delete what they wrote in the last `delete_messages`."""
    guild.bans[user.id] = reason
    world.emit(Event("GUILD_BAN_ADD", {"guild_id": guild.id, "user": wire.user(user)}, guild.id))
    if user.id in guild.members:
        leave(world, guild, guild.members[user.id])
    since = world.now() - delete_messages
    for place in world.channels_of(guild):
        posts = world.messages[place.id].values()
        recent = [post.id for post in posts if post.author.id == user.id and created_at(post.id) > since]
        if recent:
            messages.delete_many(world, place, recent)


def unban(world: World, guild: Guild, user: User) -> None:
    """Lift a ban."""
    del guild.bans[user.id]
    world.emit(Event("GUILD_BAN_REMOVE", {"guild_id": guild.id, "user": wire.user(user)}, guild.id))

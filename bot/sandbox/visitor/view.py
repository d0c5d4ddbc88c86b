"""What one person sees of the guild, as the page's store expects it (see page/types.js)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.model import JSON, Channel, ChannelKind, Guild, Member, Role
from bot.sandbox.permissions import Permission
from bot.sandbox.server import Sandbox
from bot.sandbox.state import World

MESSAGES_PER_CHANNEL = 100


def snapshot(sandbox: Sandbox, person: str, people: Mapping[str, str]) -> JSON:
    """Everything the page draws for `person`; `people` maps the ids a visitor may be to what they are.

    A person who was banned or kicked sees the guild's name and nothing in it.
    """
    world = sandbox.world
    guild = next(iter(world.guilds.values()))
    visible = [channel for channel in _channels(world, guild, person) if world.sees(person, channel.id)]
    return {
        "you": person,
        "guild": {"id": guild.id, "name": guild.name},
        "roles": [_role(role) for role in guild.roles.values()],
        "people": [_person(member) for member in guild.members.values()],
        "humans": [
            {"id": each, "label": label, "name": world.user(each).display_name}
            for each, label in people.items()
        ],
        "channels": [_channel(world, guild, channel, person) for channel in visible],
        "messages": {
            channel.id: sandbox.messages(person, channel.id, MESSAGES_PER_CHANNEL) for channel in visible
        },
    }


def _channels(world: World, guild: Guild, person: str) -> list[Channel]:
    direct = [
        channel
        for channel in world.channels.values()
        if channel.kind is ChannelKind.DIRECT and person in channel.recipient_ids
    ]
    return world.channels_of(guild) + direct


def _role(role: Role) -> JSON:
    return {"id": role.id, "name": role.name, "colour": role.colour, "position": role.position}


def _person(member: Member) -> JSON:
    return {
        "id": member.user.id,
        "name": member.user.name,
        "display_name": member.nick or member.user.display_name,
        "bot": member.user.bot,
        "role_ids": member.role_ids,
    }


def _channel(world: World, guild: Guild, channel: Channel, person: str) -> JSON:
    granted = world.permissions(person, channel)
    posting = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    direct = channel.kind is ChannelKind.DIRECT
    others = (world.user(one).display_name for one in channel.recipient_ids if one != person)
    return {
        "id": channel.id,
        "name": ", ".join(others) if direct else channel.name,
        "topic": channel.topic,
        "kind": int(channel.kind),
        "parent_id": channel.parent_id,
        "private": not direct and not _open_to_everyone(world, guild, channel),
        "may_post": bool(granted & posting),
        "may_manage": not direct and bool(granted & Permission.MANAGE_MESSAGES),
    }


def _open_to_everyone(world: World, guild: Guild, channel: Channel) -> bool:
    ruling = world.channel(channel.parent_id) if channel.parent_id else channel
    granted = guild.everyone.permissions
    overwrite = ruling.overwrites.get(guild.id)
    if overwrite is not None:
        granted = granted & ~overwrite.deny | overwrite.allow
    return bool(granted & Permission.VIEW_CHANNEL)

"""Refusals: what a user may not see (50001), may not do (50013), or may not do to somebody (50013)."""

from __future__ import annotations

from bot.sandbox import permissions
from bot.sandbox.errors import ApiError, missing_access, missing_permissions, unknown
from bot.sandbox.model import Channel, ChannelKind, Guild, Member, Message
from bot.sandbox.permissions import NONE, Permission
from bot.sandbox.state import World


def channel(world: World, user_id: str, channel_id: str, needed: Permission = NONE) -> Channel:
    """The channel, if the user sees it and may do all of `needed` there."""
    place = world.channel(channel_id)
    granted = world.permissions(user_id, place)
    if not granted & Permission.VIEW_CHANNEL:
        raise missing_access()
    if needed & ~granted:
        raise missing_permissions()
    return place


def sending(world: World, user_id: str, channel_id: str, *, embeds: bool = False) -> Channel:
    """The channel, if the user may post there. Direct messages need a guild both are in (50007)."""
    threaded = world.channel(channel_id).is_thread
    needed = Permission.SEND_MESSAGES_IN_THREADS if threaded else Permission.SEND_MESSAGES
    place = channel(world, user_id, channel_id, needed | (Permission.EMBED_LINKS if embeds else NONE))
    if place.kind is ChannelKind.DIRECT and not _share_a_guild(world, place.recipient_ids):
        raise ApiError(403, 50007, "Cannot send messages to this user")
    return place


def message(world: World, user_id: str, channel_id: str, message_id: str) -> Message:
    """The message, if the user sees its channel. Nobody finds ephemeral ones this way."""
    channel(world, user_id, channel_id)
    post = world.message(channel_id, message_id)
    if post.visible_to is not None:
        raise unknown("Message")
    return post


def deletable(world: World, user_id: str, post: Message) -> Message:
    """The message, if the user wrote it or manages messages there."""
    if post.author.id != user_id:
        place = channel(world, user_id, post.channel_id)
        if place.kind is ChannelKind.DIRECT:
            raise missing_permissions()
        channel(world, user_id, post.channel_id, Permission.MANAGE_MESSAGES)
    return post


def guild(world: World, user_id: str, guild_id: str, needed: Permission = NONE) -> Guild:
    """The guild, if the user is a member and may do all of `needed` in it."""
    place = world.guild(guild_id)
    if user_id not in place.members:
        raise missing_access()
    if needed & ~permissions.in_guild(place, place.members[user_id], world.now()):
        raise missing_permissions()
    return place


def over(place: Guild, actor_id: str, target: Member) -> Member:
    """The target, if the actor's highest role stands above the target's."""
    if not permissions.outranks(place, place.members[actor_id], target):
        raise missing_permissions()
    return target


def _share_a_guild(world: World, user_ids: list[str]) -> bool:
    return any(each.members.keys() >= set(user_ids) for each in world.guilds.values())

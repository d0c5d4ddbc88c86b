"""Who may do what: roles, channel overwrites, administrators, timeouts and the role hierarchy."""

from __future__ import annotations

from datetime import datetime
from enum import IntFlag

from bot.sandbox.model import Channel, Guild, Member


class Permission(IntFlag):
    """Discord's permission bits, as far as a moderation bot meets them."""

    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40


ALL = Permission((1 << 53) - 1)
NONE = Permission(0)
WHILE_TIMED_OUT = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
IN_DIRECT_MESSAGES = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
    | Permission.USE_APPLICATION_COMMANDS
)


def in_guild(guild: Guild, member: Member, now: datetime) -> Permission:
    """What a member may do before any channel has its say."""
    if member.user.id == guild.owner_id:
        return ALL
    granted = Permission(guild.everyone.permissions)
    for role_id in member.role_ids:
        granted |= guild.roles[role_id].permissions
    if granted & Permission.ADMINISTRATOR:
        return ALL
    if member.timed_out_until is not None and member.timed_out_until > now:
        granted &= WHILE_TIMED_OUT
    return granted


def in_channel(guild: Guild, member: Member, channel: Channel, now: datetime) -> Permission:
    """What a member may do in a channel (for a thread, pass its parent)."""
    granted = in_guild(guild, member, now)
    if granted == ALL:
        return ALL
    layers = (
        [guild.id],
        [role_id for role_id in member.role_ids if role_id != guild.id],
        [member.user.id],
    )
    for targets in layers:
        overwrites = [channel.overwrites[target] for target in targets if target in channel.overwrites]
        for overwrite in overwrites:
            granted &= ~overwrite.deny
        for overwrite in overwrites:
            granted |= overwrite.allow
    if member.timed_out_until is not None and member.timed_out_until > now:
        granted &= WHILE_TIMED_OUT
    return granted if granted & Permission.VIEW_CHANNEL else NONE


def outranks(guild: Guild, actor: Member, target: Member) -> bool:
    """Whether `actor` stands above `target`, as kicks, bans, timeouts and nicknames demand."""
    if target.user.id == guild.owner_id:
        return False
    return actor.user.id == guild.owner_id or top_position(guild, actor) > top_position(guild, target)


def top_position(guild: Guild, member: Member) -> int:
    """The position of a member's highest role; @everyone is 0."""
    return max((guild.roles[role_id].position for role_id in member.role_ids), default=0)

"""The world's things as Discord writes them in JSON: ids are strings, absent keys are left out."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.model import (
    JSON,
    Application,
    AuditEntry,
    Channel,
    ChannelKind,
    Command,
    Guild,
    Member,
    Role,
    User,
)
from bot.sandbox.snowflake import created_at
from bot.sandbox.state import World

AUTO_ARCHIVE_MINUTES = 1440


def timestamp(at: datetime | None) -> str | None:
    """ISO 8601, as Discord's timestamps are."""
    return at.isoformat() if at is not None else None


def user(account: User) -> JSON:
    """A user object."""
    data: JSON = {
        "id": account.id,
        "username": account.name,
        "global_name": account.display_name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
    }
    if account.bot:
        data["bot"] = True
    return data


def member(person: Member, *, with_user: bool = True) -> JSON:
    """A member object; the `member` of a message goes without its user."""
    data: JSON = {
        "nick": person.nick,
        "avatar": None,
        "roles": list(person.role_ids),
        "joined_at": timestamp(person.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": timestamp(person.timed_out_until),
    }
    if with_user:
        data["user"] = user(person.user)
    return data


def role(one: Role) -> JSON:
    """A role object."""
    return {
        "id": one.id,
        "name": one.name,
        "color": one.colour,
        "colors": {"primary_color": one.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": one.position,
        "permissions": str(int(one.permissions)),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(world: World, place: Channel) -> JSON:
    """A channel object: text channel, thread or direct message."""
    data: JSON = {
        "id": place.id,
        "type": int(place.kind),
        "last_message_id": place.last_message_id,
        "flags": 0,
    }
    if place.kind is ChannelKind.DIRECT:
        people = [each for each in map(world.user, place.recipient_ids) if not each.bot]
        return data | {"recipients": [user(each) for each in people]}
    data |= {"guild_id": place.guild_id, "name": place.name, "rate_limit_per_user": place.slowmode_s}
    if place.is_thread:
        return data | _thread(world, place)
    return data | {
        "topic": place.topic,
        "position": place.position,
        "nsfw": False,
        "parent_id": None,
        "permission_overwrites": [
            {"id": one.target_id, "type": one.kind, "allow": str(int(one.allow)), "deny": str(int(one.deny))}
            for one in place.overwrites.values()
        ],
    }


def _thread(world: World, place: Channel) -> JSON:
    posts = world.messages[place.id]
    return {
        "parent_id": place.parent_id,
        "owner_id": place.owner_id,
        "message_count": len(posts),
        "member_count": len({post.author.id for post in posts.values()} | {place.owner_id}),
        "total_message_sent": len(posts),
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": AUTO_ARCHIVE_MINUTES,
            "archive_timestamp": timestamp(created_at(place.id)),
            "locked": False,
        },
    }


def guild(one: Guild) -> JSON:
    """A guild object as REST gives it, without channels and members."""
    return {
        "id": one.id,
        "name": one.name,
        "icon": None,
        "owner_id": one.owner_id,
        "roles": [role(each) for each in one.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": [],
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "nsfw_level": 0,
        "afk_timeout": 300,
        "preferred_locale": "en-GB",
        "system_channel_flags": 0,
    }


def guild_create(world: World, one: Guild, viewer_id: str, *, all_members: bool) -> JSON:
    """A guild as GUILD_CREATE brings it to a bot: every channel, the threads it sees, members."""
    places = world.channels_of(one)
    members = one.members.values() if all_members else [one.members[viewer_id]]
    return guild(one) | {
        "joined_at": timestamp(one.members[viewer_id].joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [member(each) for each in members],
        "channels": [channel(world, each) for each in places if not each.is_thread],
        "threads": [
            channel(world, each) for each in places if each.is_thread and world.sees(viewer_id, each.id)
        ],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def interaction_member(world: World, person: Member, place: Channel) -> JSON:
    """A member as interactions show it, with its permissions in the channel."""
    granted = world.permissions(person.user.id, place)
    return member(person) | {"permissions": str(int(granted))}


def application(world: World, one: Application) -> JSON:
    """An application object, owned by the first guild's owner."""
    owner = next(iter(world.guilds.values())).owner_id if world.guilds else one.id
    return {
        "id": one.id,
        "name": one.user.name,
        "description": "",
        "icon": None,
        "bot_public": False,
        "bot_require_code_grant": False,
        "owner": user(world.user(owner)),
        "team": None,
        "verify_key": "0" * 64,
        "flags": int(one.flags),
        "bot": user(one.user),
    }


def command(one: Command) -> JSON:
    """A registered command."""
    data: JSON = {
        "id": one.id,
        "application_id": one.application_id,
        "version": one.version,
        "type": int(one.kind),
        "name": one.name,
        "name_localizations": None,
        "description": one.description,
        "description_localizations": None,
        "default_member_permissions": _bits(one.default_member_permissions),
        "nsfw": False,
    }
    if one.guild_id is not None:
        data["guild_id"] = one.guild_id
    if one.options:
        data["options"] = one.options
    return data


def _bits(granted: int | None) -> str | None:
    return None if granted is None else str(granted)


def audit_entry(one: AuditEntry) -> JSON:
    """A line of the audit log."""
    data: JSON = {
        "id": one.id,
        "user_id": one.user_id,
        "target_id": one.target_id,
        "action_type": one.action,
        "changes": list(one.changes),
    }
    if one.reason is not None:
        data["reason"] = one.reason
    if one.options is not None:
        data["options"] = one.options
    return data

"""The audit log: who moderated whom, told to bots that may read it."""

from __future__ import annotations

from enum import IntEnum

from bot.sandbox import wire
from bot.sandbox.events import Event
from bot.sandbox.model import JSON, AuditEntry, Guild
from bot.sandbox.state import World


class AuditAction(IntEnum):
    """The audit log's action types that occur here."""

    MEMBER_KICK = 20
    MEMBER_BAN_ADD = 22
    MEMBER_BAN_REMOVE = 23
    MEMBER_UPDATE = 24
    MEMBER_ROLE_UPDATE = 25
    MESSAGE_DELETE = 72
    MESSAGE_BULK_DELETE = 73


def write(
    world: World,
    guild: Guild,
    actor_id: str,
    action: AuditAction,
    target_id: str,
    reason: str | None = None,
    changes: tuple[JSON, ...] = (),
    options: JSON | None = None,
) -> None:
    """Add a line to the guild's log."""
    entry = AuditEntry(world.new_id(), guild.id, actor_id, action, target_id, reason, changes, options)
    world.audit_log.append(entry)
    data = wire.audit_entry(entry) | {"guild_id": guild.id}
    world.emit(Event("GUILD_AUDIT_LOG_ENTRY_CREATE", data, guild.id))

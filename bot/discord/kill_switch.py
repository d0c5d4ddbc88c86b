"""The kill switch: a role without which the bot does nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable

import discord


def may_act(guild: discord.Guild, role: str) -> bool:
    """Whether the bot has the role, given by name or id, as far as it was told."""
    return _has(guild.me.roles, role)


async def may_act_now(guild: discord.Guild, role: str) -> bool:
    """The same, asked of Discord at this moment: the gateway may be slow or down."""
    return may_act(guild, role) and _has((await guild.fetch_member(guild.me.id)).roles, role)


def _has(roles: Iterable[discord.Role], wanted: str) -> bool:
    return any(wanted in (role.name, str(role.id)) for role in roles if not role.is_default())

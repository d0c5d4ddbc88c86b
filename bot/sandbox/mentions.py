"""Who a message mentions: what its text says, cut to what its sender allowed and may do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.model import JSON, Channel, Message
from bot.sandbox.permissions import Permission
from bot.sandbox.state import World

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Ids of users and roles, each once, in order."""

    users: list[str]
    roles: list[str]
    everyone: bool


def find(
    world: World, place: Channel, author_id: str, text: str, allowed: JSON | None, replied: Message | None
) -> Mentions:
    """The mentions that count in `text`, posted to `place`; a reply mentions whom it answers."""
    users = [one for one in USER.findall(text) if one in world.users and _passes(allowed, "users", one)]
    if replied is not None and (allowed is None or allowed.get("replied_user", False)):
        users.append(replied.author.id)
    guild = world.guilds.get(place.guild_id or "")
    known_roles = guild.roles if guild is not None else {}
    roles = [one for one in ROLE.findall(text) if one in known_roles and _passes(allowed, "roles", one)]
    everyone = (
        EVERYONE.search(text) is not None
        and (allowed is None or "everyone" in allowed.get("parse", []))
        and bool(world.permissions(author_id, place) & Permission.MENTION_EVERYONE)
    )
    return Mentions(_each_once(users), _each_once(roles), everyone)


def _passes(allowed: JSON | None, kind: str, target_id: str) -> bool:
    return allowed is None or kind in allowed.get("parse", []) or target_id in allowed.get(kind, [])


def _each_once(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))

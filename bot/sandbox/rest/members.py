"""/guilds/{id}/members: look up, change, time out, kick; roles. Hierarchy and permissions hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.sandbox import access, audit, members, permissions, wire
from bot.sandbox.audit import AuditAction
from bot.sandbox.errors import missing_permissions, unknown
from bot.sandbox.model import JSON, Guild, Member
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.request import caller, fields, ident, nothing, reason, reply, world
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
LONGEST_TIMEOUT = timedelta(days=28)
NICKNAME = 32
MOST_MEMBERS = 1000
MOST_ROLES = 250
NEEDED = {
    "nick": Permission.MANAGE_NICKNAMES,
    "roles": Permission.MANAGE_ROLES,
    "communication_disabled_until": Permission.MODERATE_MEMBERS,
}


@routes.get("/guilds/{guild_id}/members")
async def listing(request: web.Request) -> web.Response:
    """Members by id, a page at a time."""
    place = access.guild(world(request), caller(request).id, ident(request, "guild_id"))
    form = Form()
    limit = form.whole(("limit",), request.query.get("limit"), 1, MOST_MEMBERS, default=1)
    after = int(form.snowflake(("after",), request.query.get("after", "0")) or 0)
    form.finish()
    ids = sorted(int(one) for one in place.members if int(one) > after)
    return reply([wire.member(place.members[str(one)]) for one in ids[:limit]])


@routes.get("/guilds/{guild_id}/members/{user_id}")
async def member(request: web.Request) -> web.Response:
    """One member."""
    place = access.guild(world(request), caller(request).id, ident(request, "guild_id"))
    return reply(wire.member(world(request).member(place.id, ident(request, "user_id"))))


@routes.patch("/guilds/{guild_id}/members/{user_id}")
async def change(request: web.Request) -> web.Response:
    """Nickname, roles, timeout: each with its own permission, and only downwards."""
    here, bot, sent = world(request), caller(request), await fields(request)
    place = access.guild(here, bot.id, ident(request, "guild_id"))
    person = here.member(place.id, ident(request, "user_id"))
    for name in NEEDED.keys() & sent.keys():
        access.guild(here, bot.id, place.id, NEEDED[name])
    if sent.keys() & {"nick", "communication_disabled_until"}:
        access.over(place, bot.id, person)
    changes = _changes(here.now(), sent)
    for role_id in set(changes.get("role_ids", person.role_ids)) ^ set(person.role_ids):
        _role_below(place, place.members[bot.id], role_id)
    if "timed_out_until" in changes:
        _not_administrator(place, person, here.now())
    before = wire.member(person)
    after = wire.member(members.update(here, place, person, changes))
    action = AuditAction.MEMBER_ROLE_UPDATE if "roles" in sent else AuditAction.MEMBER_UPDATE
    told = tuple(
        {"key": key, "old_value": before[key], "new_value": after[key]}
        for key in ("nick", "communication_disabled_until")
        if before[key] != after[key]
    )
    audit.write(here, place, bot.id, action, person.user.id, reason(request), told)
    return reply(after)


@routes.delete("/guilds/{guild_id}/members/{user_id}")
async def kick(request: web.Request) -> web.Response:
    """Send a member away."""
    here, bot = world(request), caller(request)
    place = access.guild(here, bot.id, ident(request, "guild_id"), Permission.KICK_MEMBERS)
    person = access.over(place, bot.id, here.member(place.id, ident(request, "user_id")))
    members.leave(here, place, person)
    audit.write(here, place, bot.id, AuditAction.MEMBER_KICK, person.user.id, reason(request))
    return nothing()


@routes.put("/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
async def give_role(request: web.Request) -> web.Response:
    """Add one role."""
    return _with_role(request, "$add")


@routes.delete("/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
async def take_role(request: web.Request) -> web.Response:
    """Remove one role."""
    return _with_role(request, "$remove")


def _with_role(request: web.Request, key: str) -> web.Response:
    here, bot = world(request), caller(request)
    place = access.guild(here, bot.id, ident(request, "guild_id"), Permission.MANAGE_ROLES)
    person = here.member(place.id, ident(request, "user_id"))
    role_id = ident(request, "role_id")
    _role_below(place, place.members[bot.id], role_id)
    others = [one for one in person.role_ids if one != role_id]
    members.update(here, place, person, {"role_ids": [*others, role_id] if key == "$add" else others})
    told: JSON = {"key": key, "new_value": [{"id": role_id, "name": place.roles[role_id].name}]}
    action = AuditAction.MEMBER_ROLE_UPDATE
    audit.write(here, place, bot.id, action, person.user.id, reason(request), (told,))
    return nothing()


def _changes(now: datetime, sent: JSON) -> dict[str, Any]:
    form = Form()
    found: dict[str, Any] = {}
    if "nick" in sent:
        found["nick"] = form.text(("nick",), sent["nick"], NICKNAME) or None
    if "roles" in sent:
        listed = form.items(("roles",), sent["roles"], MOST_ROLES)
        found["role_ids"] = [form.snowflake(("roles", index), one) for index, one in enumerate(listed)]
    if "communication_disabled_until" in sent:
        found["timed_out_until"] = _timeout(form, now, sent["communication_disabled_until"])
    form.finish()
    return found


def _timeout(form: Form, now: datetime, value: object) -> datetime | None:
    if value is None:
        return None
    path = ("communication_disabled_until",)
    try:
        until = datetime.fromisoformat(str(value))
    except ValueError:
        message = "Could not parse. Should be ISO8601."
        form.wrong(path, "DATE_TIME_TYPE_PARSE", message)
        return None
    if until - now > LONGEST_TIMEOUT:
        message = "Invalid communication disabled timestamp"
        form.wrong(path, "INVALID_COMMUNICATION_DISABLED_TIMESTAMP", message)
    return until


def _role_below(place: Guild, actor: Member, role_id: str) -> None:
    if role_id not in place.roles:
        raise unknown("Role")
    if place.roles[role_id].position >= permissions.top_position(place, actor):
        raise missing_permissions()


def _not_administrator(place: Guild, person: Member, now: datetime) -> None:
    if permissions.in_guild(place, person, now) & Permission.ADMINISTRATOR:
        raise missing_permissions()

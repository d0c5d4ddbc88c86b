"""/guilds/{id}/bans: list, look up, ban and lift."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from bot.sandbox import access, audit, members, wire
from bot.sandbox.audit import AuditAction
from bot.sandbox.errors import unknown
from bot.sandbox.model import JSON, Guild
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.request import caller, ident, nothing, reason, reply, world
from bot.sandbox.state import World
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
MOST_SECONDS = 7 * 24 * 60 * 60


@routes.get("/guilds/{guild_id}/bans")
async def listing(request: web.Request) -> web.Response:
    """Everybody banned."""
    place = _guild(request)
    return reply([_ban(world(request), place, user_id) for user_id in place.bans])


@routes.get("/guilds/{guild_id}/bans/{user_id}")
async def ban(request: web.Request) -> web.Response:
    """One ban."""
    return reply(_ban(world(request), _guild(request), ident(request, "user_id")))


@routes.put("/guilds/{guild_id}/bans/{user_id}")
async def put(request: web.Request) -> web.Response:
    """Ban. How far back to delete messages is a query parameter."""
    here, bot, place = world(request), caller(request), _guild(request)
    user = here.user(ident(request, "user_id"))
    if user.id in place.members:
        access.over(place, bot.id, place.members[user.id])
    sent = request.query.get("delete_message_seconds")
    form = Form()
    seconds = form.whole(("delete_message_seconds",), sent, 0, MOST_SECONDS)
    form.finish()
    members.ban(here, place, user, reason(request), timedelta(seconds=seconds))
    audit.write(here, place, bot.id, AuditAction.MEMBER_BAN_ADD, user.id, reason(request))
    return nothing()


@routes.delete("/guilds/{guild_id}/bans/{user_id}")
async def lift(request: web.Request) -> web.Response:
    """Lift a ban."""
    here, place = world(request), _guild(request)
    user_id = ident(request, "user_id")
    if user_id not in place.bans:
        raise unknown("Ban")
    members.unban(here, place, here.user(user_id))
    action = AuditAction.MEMBER_BAN_REMOVE
    audit.write(here, place, caller(request).id, action, user_id, reason(request))
    return nothing()


def _guild(request: web.Request) -> Guild:
    bot = caller(request)
    return access.guild(world(request), bot.id, ident(request, "guild_id"), Permission.BAN_MEMBERS)


def _ban(here: World, place: Guild, user_id: str) -> JSON:
    if user_id not in place.bans:
        raise unknown("Ban")
    return {"user": wire.user(here.user(user_id)), "reason": place.bans[user_id]}

"""/guilds: the guild itself, its channels, roles and audit log."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import access, wire
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.request import caller, ident, reply, world
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
MOST_ENTRIES = 100


@routes.get("/guilds/{guild_id}")
async def guild(request: web.Request) -> web.Response:
    """The guild, with member counts if asked."""
    place = access.guild(world(request), caller(request).id, ident(request, "guild_id"))
    data = wire.guild(place)
    if request.query.get("with_counts") in ("1", "true"):
        data["approximate_member_count"] = data["approximate_presence_count"] = len(place.members)
    return reply(data)


@routes.get("/guilds/{guild_id}/channels")
async def channels(request: web.Request) -> web.Response:
    """All channels but threads; like Discord's, the list does not ask who may see them."""
    place = access.guild(world(request), caller(request).id, ident(request, "guild_id"))
    listed = [each for each in world(request).channels_of(place) if not each.is_thread]
    return reply([wire.channel(world(request), each) for each in listed])


@routes.get("/guilds/{guild_id}/roles")
async def roles(request: web.Request) -> web.Response:
    """All roles, @everyone included."""
    place = access.guild(world(request), caller(request).id, ident(request, "guild_id"))
    return reply([wire.role(each) for each in place.roles.values()])


@routes.get("/guilds/{guild_id}/audit-logs")
async def audit_log(request: web.Request) -> web.Response:
    """Who moderated whom, newest first."""
    here, bot, guild_id = world(request), caller(request), ident(request, "guild_id")
    access.guild(here, bot.id, guild_id, Permission.VIEW_AUDIT_LOG)
    form = Form()
    limit = form.whole(("limit",), request.query.get("limit"), 1, MOST_ENTRIES, default=50)
    form.finish()
    action = request.query.get("action_type")
    entries = [
        each
        for each in reversed(here.audit_log)
        if each.guild_id == guild_id and action in (None, str(int(each.action)))
    ][:limit]
    involved = {each.user_id for each in entries} | {each.target_id for each in entries}
    empty = ("application_commands", "auto_moderation_rules", "guild_scheduled_events")
    return reply(
        {name: [] for name in (*empty, "integrations", "threads", "webhooks")}
        | {
            "audit_log_entries": [wire.audit_entry(each) for each in entries],
            "users": [wire.user(here.users[one]) for one in sorted(involved & here.users.keys())],
        }
    )

"""/channels/{id}/permissions: what a channel grants or takes from a role or member."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import access, wire
from bot.sandbox.errors import missing_permissions, unknown
from bot.sandbox.events import Event
from bot.sandbox.model import Channel, Overwrite
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.request import caller, fields, ident, nothing, world
from bot.sandbox.state import World
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
ALL_BITS = 2**63


@routes.put("/channels/{channel_id}/permissions/{target_id}")
async def put(request: web.Request) -> web.Response:
    """Set an overwrite. Nobody can grant or take what they do not have themselves."""
    here, bot, sent = world(request), caller(request), await fields(request)
    place = access.channel(here, bot.id, ident(request, "channel_id"), Permission.MANAGE_ROLES)
    form = Form()
    kind = form.whole(("type",), sent.get("type"), 0, 1)
    allow = form.whole(("allow",), sent.get("allow"), 0, ALL_BITS)
    deny = form.whole(("deny",), sent.get("deny"), 0, ALL_BITS)
    form.finish()
    if (allow | deny) & ~here.permissions(bot.id, place):
        raise missing_permissions()
    target_id = ident(request, "target_id")
    place.overwrites[target_id] = Overwrite(target_id, kind, allow, deny)
    _tell(here, place)
    return nothing()


@routes.delete("/channels/{channel_id}/permissions/{target_id}")
async def delete(request: web.Request) -> web.Response:
    """Remove an overwrite."""
    here, bot = world(request), caller(request)
    place = access.channel(here, bot.id, ident(request, "channel_id"), Permission.MANAGE_ROLES)
    if place.overwrites.pop(ident(request, "target_id"), None) is None:
        raise unknown("Permission overwrite")
    _tell(here, place)
    return nothing()


def _tell(here: World, place: Channel) -> None:
    here.emit(Event("CHANNEL_UPDATE", wire.channel(here, place), place.guild_id, place.id))

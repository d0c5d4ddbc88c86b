"""/channels/{id}/messages/pins: what is pinned, the newest first."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import access, wire
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.messages import show
from bot.sandbox.rest.request import caller, ident, reply, world
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
MOST = 50


@routes.get("/channels/{channel_id}/messages/pins")
async def listing(request: web.Request) -> web.Response:
    """Up to 50 pinned messages with the times when they were pinned. There are no further pages here."""
    here, bot = world(request), caller(request)
    place = access.channel(here, bot.id, ident(request, "channel_id"), Permission.READ_MESSAGE_HISTORY)
    form = Form()
    limit = form.whole(("limit",), request.query.get("limit"), 1, MOST, default=MOST)
    form.finish()
    newest = sorted(place.pinned.items(), key=lambda pinned: pinned[1], reverse=True)
    there = [(here.messages[place.id][one], at) for one, at in newest if one in here.messages[place.id]]
    items = [
        {"pinned_at": wire.timestamp(at), "message": show(here, bot, post)} for post, at in there[:limit]
    ]
    return reply({"items": items, "has_more": len(there) > limit})

"""/channels/{id}: look up and change a channel or thread; typing."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.sandbox import access, wire
from bot.sandbox.events import Event
from bot.sandbox.model import JSON, Channel
from bot.sandbox.permissions import NONE, Permission
from bot.sandbox.rest.request import caller, fields, ident, nothing, reply, world
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
NAME = 100
TOPIC = 1024
LONGEST_SLOWMODE_S = 21_600


@routes.get("/channels/{channel_id}")
async def channel(request: web.Request) -> web.Response:
    """One channel, thread or direct message."""
    place = access.channel(world(request), caller(request).id, ident(request, "channel_id"))
    return reply(wire.channel(world(request), place))


@routes.patch("/channels/{channel_id}")
async def change(request: web.Request) -> web.Response:
    """Name, topic and slow mode."""
    here, bot, sent = world(request), caller(request), await fields(request)
    place = here.channel(ident(request, "channel_id"))
    needed = Permission.MANAGE_THREADS if place.is_thread else Permission.MANAGE_CHANNELS
    own_thread = place.is_thread and place.owner_id == bot.id
    access.channel(here, bot.id, place.id, NONE if own_thread else needed)
    for name, value in _changes(place, sent).items():
        setattr(place, name, value)
    data = wire.channel(here, place)
    event = "THREAD_UPDATE" if place.is_thread else "CHANNEL_UPDATE"
    here.emit(Event(event, data, place.guild_id, place.id))
    return reply(data)


@routes.post("/channels/{channel_id}/typing")
async def typing(request: web.Request) -> web.Response:
    """Show that the bot is typing."""
    here, bot = world(request), caller(request)
    place = access.sending(here, bot.id, ident(request, "channel_id"))
    data: JSON = {"channel_id": place.id, "user_id": bot.id, "timestamp": int(here.now().timestamp())}
    if place.guild_id is not None:
        data["guild_id"] = place.guild_id
        data["member"] = wire.member(here.member(place.guild_id, bot.id))
    here.emit(Event("TYPING_START", data, place.guild_id, place.id))
    return nothing()


def _changes(place: Channel, sent: JSON) -> dict[str, Any]:
    form = Form()
    found: dict[str, Any] = {}
    if "name" in sent:
        found["name"] = form.text(("name",), sent["name"], NAME, 1)
    if "topic" in sent and not place.is_thread:
        found["topic"] = form.text(("topic",), sent["topic"], TOPIC) or None
    if "rate_limit_per_user" in sent:
        path = ("rate_limit_per_user",)
        found["slowmode_s"] = form.whole(path, sent["rate_limit_per_user"], 0, LONGEST_SLOWMODE_S)
    form.finish()
    return found

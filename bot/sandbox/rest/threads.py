"""/channels/{id}/threads: start a public thread, from a message or without one. There are no private ones."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import access, wire
from bot.sandbox.errors import ApiError
from bot.sandbox.events import Event
from bot.sandbox.model import Channel, ChannelKind
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.request import caller, fields, ident, reply, world
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
NAME = 100
PUBLIC = int(ChannelKind.PUBLIC_THREAD)


@routes.post("/channels/{channel_id}/messages/{message_id}/threads")
async def from_message(request: web.Request) -> web.Response:
    """A thread under a message; it shares the message's id, so there is at most one."""
    here, bot = world(request), caller(request)
    post = access.message(here, bot.id, ident(request, "channel_id"), ident(request, "message_id"))
    if post.id in here.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    return await _start(request, post.id, PUBLIC)


@routes.post("/channels/{channel_id}/threads")
async def without_message(request: web.Request) -> web.Response:
    """A thread on its own."""
    return await _start(request, world(request).new_id(), (await fields(request)).get("type"))


async def _start(request: web.Request, thread_id: str, kind: object) -> web.Response:
    here, bot = world(request), caller(request)
    parent_id = ident(request, "channel_id")
    parent = access.channel(here, bot.id, parent_id, Permission.CREATE_PUBLIC_THREADS)
    form = Form()
    name = form.text(("name",), (await fields(request)).get("name"), NAME, 1)
    form.choice(("type",), kind, (PUBLIC,))
    form.finish()
    thread = Channel(
        thread_id, name, parent.guild_id, ChannelKind.PUBLIC_THREAD, parent_id=parent.id, owner_id=bot.id
    )
    data = wire.channel(here, here.add_channel(thread))
    here.emit(Event("THREAD_CREATE", data | {"newly_created": True}, parent.guild_id, thread.id))
    return reply(data, 201)

"""/users, /applications/@me and /gateway: who the bot is, whom it knows, where it connects."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import wire
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Channel, ChannelKind
from bot.sandbox.rest.request import caller, fields, ident, reply, world
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
SESSIONS_A_DAY = 1000
GATEWAY_PATH = "/gateway"


@routes.get("/users/@me")
async def me(request: web.Request) -> web.Response:
    """The bot's own account."""
    own = {"mfa_enabled": False, "verified": True, "locale": "en-GB", "flags": 0}
    return reply(wire.user(caller(request).user) | own)


@routes.get("/users/{user_id}")
async def user(request: web.Request) -> web.Response:
    """Anybody's account."""
    caller(request)
    return reply(wire.user(world(request).user(ident(request, "user_id"))))


@routes.get("/applications/@me")
@routes.get("/oauth2/applications/@me")
async def application(request: web.Request) -> web.Response:
    """The bot's application, with its owner."""
    return reply(wire.application(world(request), caller(request)))


@routes.get("/gateway")
async def gateway(request: web.Request) -> web.Response:
    """Where the gateway is."""
    return reply({"url": f"ws://{request.host}{GATEWAY_PATH}"})


@routes.get("/gateway/bot")
async def gateway_bot(request: web.Request) -> web.Response:
    """Where the gateway is, and how many shards this bot should have: one."""
    caller(request)
    start = {"total": SESSIONS_A_DAY, "remaining": SESSIONS_A_DAY, "reset_after": 0, "max_concurrency": 1}
    url = f"ws://{request.host}{GATEWAY_PATH}"
    return reply({"url": url, "shards": 1, "session_start_limit": start})


@routes.post("/users/@me/channels")
async def open_direct_message(request: web.Request) -> web.Response:
    """The direct-message channel with a user, made on first use; bots refuse each other (50007)."""
    bot, place = caller(request), world(request)
    form = Form()
    recipient_id = form.snowflake(("recipient_id",), (await fields(request)).get("recipient_id"))
    form.finish()
    recipient = place.user(recipient_id)
    if recipient.bot:
        raise ApiError(400, 50007, "Cannot send messages to this user")
    pair = {bot.id, recipient.id}
    for channel in place.channels.values():
        if channel.kind is ChannelKind.DIRECT and set(channel.recipient_ids) == pair:
            return reply(wire.channel(place, channel))
    opened = Channel(place.new_id(), "", None, ChannelKind.DIRECT, recipient_ids=[recipient.id, bot.id])
    return reply(wire.channel(place, place.add_channel(opened)))

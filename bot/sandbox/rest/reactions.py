"""/channels/{id}/messages/{id}/reactions."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import access, messages, wire
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Message
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.request import caller, ident, nothing, reply, world

routes = web.RouteTableDef()
MESSAGE = "/channels/{channel_id}/messages/{message_id}"


@routes.put(MESSAGE + "/reactions/{emoji}/@me")
async def add(request: web.Request) -> web.Response:
    """React. A new emoji needs ADD_REACTIONS, joining in one does not."""
    here, bot, post = world(request), caller(request), _message(request)
    emoji = request.match_info["emoji"]
    if emoji.isascii() and ":" not in emoji:
        raise ApiError(400, 10014, "Unknown Emoji")
    needed = Permission.READ_MESSAGE_HISTORY
    if emoji not in post.reactions:
        needed |= Permission.ADD_REACTIONS
    access.channel(here, bot.id, post.channel_id, needed)
    messages.react(here, bot.user, post, emoji)
    return nothing()


@routes.delete(MESSAGE + "/reactions/{emoji}/@me")
async def remove_own(request: web.Request) -> web.Response:
    """Take the bot's reaction back."""
    messages.unreact(world(request), caller(request).id, _message(request), request.match_info["emoji"])
    return nothing()


@routes.delete(MESSAGE + "/reactions/{emoji}/{user_id}")
async def remove(request: web.Request) -> web.Response:
    """Take somebody's reaction away."""
    here, post = world(request), _message(request)
    access.channel(here, caller(request).id, post.channel_id, Permission.MANAGE_MESSAGES)
    messages.unreact(here, ident(request, "user_id"), post, request.match_info["emoji"])
    return nothing()


@routes.delete(MESSAGE + "/reactions")
async def clear(request: web.Request) -> web.Response:
    """Take all reactions away."""
    here, post = world(request), _message(request)
    access.channel(here, caller(request).id, post.channel_id, Permission.MANAGE_MESSAGES)
    messages.clear_reactions(here, post)
    return nothing()


@routes.get(MESSAGE + "/reactions/{emoji}")
async def who(request: web.Request) -> web.Response:
    """Who reacted with an emoji."""
    users = _message(request).reactions.get(request.match_info["emoji"], [])
    return reply([wire.user(world(request).users[one]) for one in users])


def _message(request: web.Request) -> Message:
    channel_id, message_id = ident(request, "channel_id"), ident(request, "message_id")
    return access.message(world(request), caller(request).id, channel_id, message_id)

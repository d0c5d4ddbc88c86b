"""The REST API as an aiohttp application, to be mounted under /api/v10."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.errors import ApiError
from bot.sandbox.limits import RateLimits, rate_limiter
from bot.sandbox.rest import (
    bans,
    channels,
    commands,
    guilds,
    interactions,
    members,
    messages,
    overwrites,
    pins,
    reactions,
    threads,
    users,
    webhooks,
)
from bot.sandbox.rest.request import WORLD, reply
from bot.sandbox.state import World

RESOURCES = (
    users,
    guilds,
    members,
    bans,
    channels,
    overwrites,
    threads,
    pins,
    messages,
    reactions,
    commands,
    interactions,
    webhooks,
)


def rest_app(world: World, limits: RateLimits | None) -> web.Application:
    """All resources over one world; without `limits` a bot may ask as fast as it likes."""
    middlewares = [errors_as_json] if limits is None else [errors_as_json, rate_limiter(limits)]
    app = web.Application(middlewares=middlewares)
    app[WORLD] = world
    for resource in RESOURCES:
        app.add_routes(resource.routes)
    return app


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every refusal with Discord's error body."""
    try:
        return await handler(request)
    except ApiError as error:
        return reply(error.body(), error.status)
    except web.HTTPException as error:
        return reply({"message": f"{error.status}: {error.reason}", "code": 0}, error.status)

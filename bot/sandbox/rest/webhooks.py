"""/webhooks/{application}/{token}: follow-ups to an interaction, and its answer as `@original`."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import interactions, messages
from bot.sandbox.message_wire import message
from bot.sandbox.model import Interaction
from bot.sandbox.rest.request import fields_with_files, ident, nothing, reply, world
from bot.sandbox.validate.form import Form
from bot.sandbox.validate.message import changes, draft

routes = web.RouteTableDef()
WEBHOOK = "/webhooks/{application_id}/{token}"


@routes.post(WEBHOOK)
async def follow_up(request: web.Request) -> web.Response:
    """Say more. The message comes back whether or not the caller would `wait` for it."""
    here, one = world(request), _interaction(request)
    body, files = await fields_with_files(request)
    form = Form()
    sent = draft(form, body, files, ephemeral=True)
    form.finish()
    return reply(message(here, interactions.follow_up(here, one, sent)))


@routes.get(WEBHOOK + "/messages/{message_id}")
async def get(request: web.Request) -> web.Response:
    """An answer or follow-up as it stands."""
    here, one = world(request), _interaction(request)
    return reply(message(here, interactions.message_of(here, one, request.match_info["message_id"])))


@routes.patch(WEBHOOK + "/messages/{message_id}")
async def edit(request: web.Request) -> web.Response:
    """Change an answer or follow-up."""
    here, one = world(request), _interaction(request)
    post = interactions.message_of(here, one, request.match_info["message_id"])
    body, files = await fields_with_files(request)
    form = Form()
    found = changes(form, body, files, post)
    form.finish()
    return reply(message(here, interactions.fill(here, post, found)))


@routes.delete(WEBHOOK + "/messages/{message_id}")
async def delete(request: web.Request) -> web.Response:
    """Delete an answer or follow-up."""
    here, one = world(request), _interaction(request)
    messages.delete(here, interactions.message_of(here, one, request.match_info["message_id"]))
    return nothing()


def _interaction(request: web.Request) -> Interaction:
    token = request.match_info["token"]
    return interactions.by_token(world(request), ident(request, "application_id"), token)

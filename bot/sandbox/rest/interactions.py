"""/interactions/{id}/{token}/callback: the bot's first answer. The token is all the authority needed."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import interactions
from bot.sandbox.errors import unknown
from bot.sandbox.interactions import Callback
from bot.sandbox.message_wire import message
from bot.sandbox.model import JSON, Answer, Interaction, MessageFlag
from bot.sandbox.rest.request import fields_with_files, ident, nothing, reply, world
from bot.sandbox.state import World
from bot.sandbox.validate import components
from bot.sandbox.validate.form import Form
from bot.sandbox.validate.message import changes, draft

routes = web.RouteTableDef()
AT = ("data",)


@routes.post("/interactions/{interaction_id}/{token}/callback")
async def answer(request: web.Request) -> web.Response:
    """Answer with a message, an update, a modal, or a promise of one."""
    here = world(request)
    one = here.interactions.get(request.match_info["token"])
    if one is None or one.id != ident(request, "interaction_id"):
        raise unknown("interaction")
    body, files = await fields_with_files(request)
    given = _take(here, one, body, files)
    if request.query.get("with_response") not in ("1", "true"):
        return nothing()
    return reply(_outcome(here, one, given))


def _take(here: World, one: Interaction, body: JSON, files: list[JSON]) -> Answer:
    kind, data = body.get("type"), body.get("data") or {}
    form = Form()
    if kind == Callback.MODAL:
        modal = components.modal(form, AT, data)
        form.finish()
        return interactions.answer(here, one, kind, None, modal)
    if kind == Callback.UPDATE:
        found = changes(form, data, files, one.message, at=AT)
        form.finish()
        given = interactions.answer(here, one, kind, None, None)
        if given.message is not None:
            interactions.fill(here, given.message, found)
        return given
    sent = draft(form, data, files, at=AT, ephemeral=True)
    form.finish()
    return interactions.answer(here, one, form.whole(("type",), kind, 1, 12), sent, None)


def _outcome(here: World, one: Interaction, given: Answer) -> JSON:
    interaction: JSON = {"id": one.id, "type": int(one.kind)}
    outcome: JSON = {"interaction": interaction}
    if given.message is not None:
        flags = given.message.flags
        interaction |= {
            "response_message_id": given.message.id,
            "response_message_loading": bool(flags & MessageFlag.LOADING),
            "response_message_ephemeral": bool(flags & MessageFlag.EPHEMERAL),
        }
        outcome["resource"] = {"type": given.kind, "message": message(here, given.message)}
    return outcome

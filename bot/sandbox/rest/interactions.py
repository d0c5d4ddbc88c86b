"""/interactions/{id}/{token}/callback: the bot's first answer. The token is all the authority needed."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import interactions
from bot.sandbox.errors import unknown
from bot.sandbox.interactions import Callback, Given
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
    answered = interactions.answer(here, one, body.get("type"), _given(one, body, files))
    if request.query.get("with_response") not in ("1", "true"):
        return nothing()
    return reply(_outcome(here, one, answered))


def _given(one: Interaction, body: JSON, files: list[JSON]) -> Given:
    form = Form()
    data = form.mapping(AT, body.get("data") or {})
    match body.get("type"):
        case Callback.MODAL:
            given = Given(modal=components.modal(form, AT, data))
        case Callback.UPDATE:
            given = Given(changes=changes(form, data, files, one.message, at=AT))
        case _:
            given = Given(draft=draft(form, data, files, at=AT, ephemeral=True))
    form.finish()
    return given


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

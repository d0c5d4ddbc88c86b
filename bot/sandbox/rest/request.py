"""What every handler needs: who asks, with what body, and answers in Discord's exact content type."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from aiohttp import hdrs, web

from bot.sandbox.errors import ApiError, unauthorized
from bot.sandbox.model import JSON, Application
from bot.sandbox.state import World
from bot.sandbox.validate.form import Form

WORLD = web.AppKey("world", World)


def world(request: web.Request) -> World:
    """The world the request is about."""
    return request.config_dict[WORLD]


def caller(request: web.Request) -> Application:
    """The bot whose token the request carries, or 401."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    application = world(request).application_by_token(token) if scheme == "Bot" else None
    if application is None:
        raise unauthorized()
    return application


def ident(request: web.Request, name: str) -> str:
    """An id in the path."""
    form = Form()
    checked = form.snowflake((name,), request.match_info[name])
    form.finish()
    return checked


async def body(request: web.Request) -> Any:
    """The JSON body, whether sent as such or as `payload_json` of a form with files."""
    sent, _ = await body_with_files(request)
    return sent


async def fields(request: web.Request) -> JSON:
    """The JSON body, which must be an object."""
    sent, _ = await fields_with_files(request)
    return sent


async def fields_with_files(request: web.Request) -> tuple[JSON, list[JSON]]:
    """The object in the body, and an attachment object for every file that came with it."""
    sent, files = await body_with_files(request)
    form = Form()
    checked = form.mapping((), sent)
    form.finish()
    return checked, files


async def body_with_files(request: web.Request) -> tuple[Any, list[JSON]]:
    """The JSON body and attachment objects. The files themselves are not kept."""
    if request.content_type != "multipart/form-data":
        return _parsed(await request.text()), []
    form = await request.post()
    names = [part for part in form.values() if isinstance(part, web.FileField)]
    files = [_attachment(world(request), part) for part in names]
    return _parsed(str(form.get("payload_json", "{}"))), files


def reason(request: web.Request) -> str | None:
    """The audit log reason, if the caller gave one."""
    given = request.headers.get("X-Audit-Log-Reason")
    return unquote(given) if given else None


def reply(data: Any, status: int = 200) -> web.Response:
    """A JSON answer, its content type exactly `application/json` as clients compare it."""
    return web.Response(body=json.dumps(data).encode(), status=status, content_type="application/json")


def nothing() -> web.Response:
    """204: done, and nothing to say."""
    return web.Response(status=204)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text or "{}")
    except json.JSONDecodeError as error:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from error


def _attachment(place: World, part: web.FileField) -> JSON:
    file_id = place.new_id()
    url = f"https://cdn.invalid/attachments/{file_id}/{part.filename}"
    size = part.file.seek(0, 2)
    return {"id": file_id, "filename": part.filename, "size": size, "url": url, "proxy_url": url}

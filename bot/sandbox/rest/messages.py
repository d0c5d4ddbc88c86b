"""/channels/{id}/messages: read, send, edit and delete."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from bot.sandbox import access, audit, messages
from bot.sandbox.audit import AuditAction
from bot.sandbox.errors import ApiError, invalid_form
from bot.sandbox.message_wire import message as written
from bot.sandbox.message_wire import text_open_to, without_text
from bot.sandbox.model import JSON, Application, ApplicationFlag, Message
from bot.sandbox.permissions import Permission
from bot.sandbox.rest.request import caller, fields, fields_with_files, ident, nothing, reason, reply, world
from bot.sandbox.snowflake import created_at
from bot.sandbox.state import World
from bot.sandbox.validate.form import Form
from bot.sandbox.validate.message import changes, draft

routes = web.RouteTableDef()
PAGE = 50
LONGEST_PAGE = 100
BULK_AGE = timedelta(days=14)
NONCE_AGE = timedelta(minutes=5)


@routes.get("/channels/{channel_id}/messages")
async def history(request: web.Request) -> web.Response:
    """Up to 100 messages, newest first whatever the direction; none without READ_MESSAGE_HISTORY."""
    here, bot = world(request), caller(request)
    place = access.channel(here, bot.id, ident(request, "channel_id"))
    form = Form()
    limit = form.whole(("limit",), request.query.get("limit"), 1, LONGEST_PAGE, default=PAGE)
    bounds = {
        name: int(form.snowflake((name,), request.query[name]) or 0)
        for name in ("before", "after", "around")
        if name in request.query
    }
    form.finish()
    if not here.permissions(bot.id, place) & Permission.READ_MESSAGE_HISTORY:
        return reply([])
    posts = [post for post in here.messages[place.id].values() if post.visible_to is None]
    return reply([show(here, bot, post) for post in reversed(_page(posts, bounds, limit))])


@routes.get("/channels/{channel_id}/messages/{message_id}")
async def one(request: web.Request) -> web.Response:
    """One message."""
    here, bot, place_id = world(request), caller(request), ident(request, "channel_id")
    access.channel(here, bot.id, place_id, Permission.READ_MESSAGE_HISTORY)
    return reply(show(here, bot, access.message(here, bot.id, place_id, ident(request, "message_id"))))


@routes.post("/channels/{channel_id}/messages")
async def send(request: web.Request) -> web.Response:
    """Send a message."""
    here, bot = world(request), caller(request)
    place_id = ident(request, "channel_id")
    access.sending(here, bot.id, place_id)
    body, files = await fields_with_files(request)
    form = Form()
    sent = draft(form, body, files)
    form.finish()
    place = access.sending(here, bot.id, place_id, embeds=bool(sent.embeds))
    if body.get("enforce_nonce") and (same := _sent_before(here, bot, place.id, sent.nonce)):
        return reply(show(here, bot, same))
    if sent.reply_to is not None and sent.reply_to not in here.messages[place.id]:
        if body["message_reference"].get("fail_if_not_exists", True):
            problem = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
            raise invalid_form({"message_reference": {"_errors": [problem]}})
        sent.reply_to = None
    return reply(show(here, bot, messages.create(here, bot.user, place, sent)))


@routes.patch("/channels/{channel_id}/messages/{message_id}")
async def edit(request: web.Request) -> web.Response:
    """Change the bot's own message; nobody changes others'."""
    here, bot = world(request), caller(request)
    post = access.message(here, bot.id, ident(request, "channel_id"), ident(request, "message_id"))
    body, files = await fields_with_files(request)
    form = Form()
    found = changes(form, body, files, post)
    form.finish()
    if post.author.id != bot.id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    return reply(show(here, bot, messages.edit(here, post, found)))


@routes.delete("/channels/{channel_id}/messages/{message_id}")
async def delete(request: web.Request) -> web.Response:
    """Delete a message, the bot's own or with MANAGE_MESSAGES anybody's. Bots' deletions are not audited."""
    here, bot = world(request), caller(request)
    post = access.message(here, bot.id, ident(request, "channel_id"), ident(request, "message_id"))
    access.deletable(here, bot.id, post)
    messages.delete(here, post)
    return nothing()


@routes.post("/channels/{channel_id}/messages/bulk-delete")
async def bulk_delete(request: web.Request) -> web.Response:
    """Delete 2 to 100 messages; one double or older than 14 days fails the whole call."""
    here, bot = world(request), caller(request)
    place = access.channel(here, bot.id, ident(request, "channel_id"), Permission.MANAGE_MESSAGES)
    form = Form()
    listed = form.items(("messages",), (await fields(request)).get("messages"), 100, 2)
    ids = [form.snowflake(("messages", index), each) for index, each in enumerate(listed)]
    if len(set(ids)) < len(ids):
        form.wrong(("messages",), "SET_TYPE_CONTAINS_DUPLICATES", "Values must be unique.")
    form.finish()
    if any(here.now() - created_at(each) > BULK_AGE for each in ids):
        raise ApiError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    messages.delete_many(here, place, ids)
    guild = here.guild(place.guild_id or "")
    count = {"count": str(len(ids))}
    action = AuditAction.MESSAGE_BULK_DELETE
    audit.write(here, guild, bot.id, action, place.id, reason(request), options=count)
    return nothing()


def show(here: World, bot: Application, post: Message) -> JSON:
    """A message as this bot may read it: without its text if the content intent was not granted."""
    data = written(here, post, bot.id)
    granted = bot.flags & ApplicationFlag.MESSAGE_CONTENT
    return data if granted or text_open_to(here, post, bot.id) else without_text(data)


def _sent_before(here: World, bot: Application, place_id: str, nonce: str | int | None) -> Message | None:
    """The bot's message of the last minutes with the same nonce: it is not sent again."""
    since = here.now() - NONCE_AGE
    posts = reversed(here.messages[place_id].values())
    recent = (post for post in posts if post.author.id == bot.id and created_at(post.id) > since)
    return next((post for post in recent if nonce is not None and post.nonce == nonce), None)


def _page(posts: list[Message], bounds: dict[str, int], limit: int) -> list[Message]:
    if "after" in bounds:
        return [post for post in posts if int(post.id) > bounds["after"]][:limit]
    if "around" in bounds:
        older = [post for post in posts if int(post.id) < bounds["around"]]
        first = max(0, len(older) - limit // 2)
        return posts[first : first + limit]
    before = bounds.get("before")
    return [post for post in posts if before is None or int(post.id) < before][-limit:]

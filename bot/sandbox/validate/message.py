"""A message's body: what may be sent, and what an edit may change."""

from __future__ import annotations

from bot.sandbox.draft import Draft
from bot.sandbox.model import JSON, Message, MessageFlag
from bot.sandbox.validate.components import rows
from bot.sandbox.validate.embeds import embeds
from bot.sandbox.validate.form import Form, Path

CONTENT = 2000
NONCE = 25
MOST_ATTACHMENTS = 10
MOST_MENTIONS = 100
MENTION_KINDS = ("users", "roles", "everyone")
SENDABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS


def draft(form: Form, body: JSON, files: list[JSON], *, at: Path = (), ephemeral: bool = False) -> Draft:
    """The message in `body`; `at` is where it stands in the whole body, for the error tree."""
    allowed_flags = SENDABLE | (MessageFlag.EPHEMERAL if ephemeral else MessageFlag(0))
    reference = body.get("message_reference")
    nonce = body.get("nonce")
    form.text((*at, "nonce"), str(nonce) if isinstance(nonce, int) else nonce, NONCE)
    return Draft(
        content=_content(form, (*at, "content"), body.get("content")),
        embeds=embeds(form, (*at, "embeds"), body.get("embeds")),
        components=rows(form, (*at, "components"), body.get("components")),
        attachments=files,
        flags=form.whole((*at, "flags"), body.get("flags"), 0, 2**31) & allowed_flags,
        reply_to=_reply(form, (*at, "message_reference"), reference) if reference is not None else None,
        allowed_mentions=_mentions(form, (*at, "allowed_mentions"), body.get("allowed_mentions")),
        nonce=nonce,
    )


def changes(form: Form, body: JSON, files: list[JSON], post: Message | None, *, at: Path = ()) -> JSON:
    """What an edit sets; keys that are absent stay as they are, null empties.

    Attachments are set to those of `post` that the body names, and the new `files`.
    """
    found: JSON = {}
    if "content" in body:
        found["content"] = _content(form, (*at, "content"), body["content"])
    if "embeds" in body:
        found["embeds"] = embeds(form, (*at, "embeds"), body["embeds"])
    if "components" in body:
        found["components"] = rows(form, (*at, "components"), body["components"])
    if "attachments" in body or files:
        place = (*at, "attachments")
        listed = enumerate(form.items(place, body.get("attachments"), MOST_ATTACHMENTS))
        named = {str(form.mapping((*place, index), each).get("id")) for index, each in listed}
        kept = post.attachments if post is not None else []
        found["attachments"] = [each for each in kept if each["id"] in named] + files
    return found


def _content(form: Form, path: Path, value: object) -> str:
    text = value if isinstance(value, str | None) else str(value)
    return form.text(path, (text or "").strip(), CONTENT)


def _reply(form: Form, path: Path, value: object) -> str:
    return form.snowflake((*path, "message_id"), form.mapping(path, value).get("message_id"))


def _mentions(form: Form, path: Path, value: object) -> JSON | None:
    if value is None:
        return None
    given = form.mapping(path, value)
    parse = form.items((*path, "parse"), given.get("parse"), len(MENTION_KINDS))
    for index, kind in enumerate(parse):
        form.choice((*path, "parse", index), kind, MENTION_KINDS)
    allowed: JSON = {"parse": parse, "replied_user": bool(given.get("replied_user"))}
    for kind in ("users", "roles"):
        ids = form.items((*path, kind), given.get(kind), MOST_MENTIONS)
        allowed[kind] = [form.snowflake((*path, kind, i), each) for i, each in enumerate(ids)]
        if kind in parse and ids:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            form.wrong(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    return allowed

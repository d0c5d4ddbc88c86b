"""Interactions: begun by a person, answered once and in time by the bot, followed up for 15 minutes."""

from __future__ import annotations

import secrets
from datetime import timedelta
from enum import IntEnum

from bot.sandbox import messages, wire
from bot.sandbox.draft import Draft
from bot.sandbox.errors import ApiError, invalid_form, unknown
from bot.sandbox.events import Event
from bot.sandbox.message_wire import message
from bot.sandbox.model import (
    JSON,
    Answer,
    ChannelKind,
    Interaction,
    InteractionKind,
    Message,
    MessageFlag,
    MessageKind,
    User,
)
from bot.sandbox.state import World

TOKEN_LIFE = timedelta(minutes=15)
ATTACHMENT_LIMIT_BYTES = 10_485_760


class Callback(IntEnum):
    """How an interaction may be answered."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


def begin(
    world: World,
    kind: InteractionKind,
    application_id: str,
    user: User,
    channel_id: str,
    data: JSON,
    target: Message | None = None,
) -> Interaction:
    """A person did something the bot must answer: tell the bot's sessions."""
    token = secrets.token_urlsafe(48)
    one = Interaction(
        world.new_id(), token, kind, application_id, user, channel_id, data, world.now(), target
    )
    world.interactions[one.token] = one
    guild_id = world.channel(channel_id).guild_id
    world.emit(Event("INTERACTION_CREATE", payload(world, one), guild_id, None, only_for=application_id))
    return one


def payload(world: World, one: Interaction) -> JSON:
    """The interaction as the gateway brings it."""
    place = world.channel(one.channel_id)
    bot_may = world.permissions(one.application_id, place)
    data: JSON = {
        "id": one.id,
        "application_id": one.application_id,
        "type": int(one.kind),
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": place.id,
        "channel": wire.channel(world, place),
        "locale": "en-GB",
        "entitlements": [],
        "authorizing_integration_owners": {},
        "attachment_size_limit": ATTACHMENT_LIMIT_BYTES,
        "app_permissions": str(int(bot_may)),
        "context": 1 if place.kind is ChannelKind.DIRECT else 0,
    }
    if one.message is not None:
        data["message"] = message(world, one.message, one.application_id)
    if place.guild_id is None:
        return data | {"user": wire.user(one.user)}
    person = world.member(place.guild_id, one.user.id)
    data["channel"]["permissions"] = str(int(world.permissions(one.user.id, place)))
    return data | {
        "guild_id": place.guild_id,
        "guild": {"id": place.guild_id, "locale": "en-GB", "features": []},
        "guild_locale": "en-GB",
        "member": wire.interaction_member(world, person, place),
    }


def by_token(world: World, application_id: str, token: str) -> Interaction:
    """The interaction a webhook token stands for, while it lives (15 minutes)."""
    one = world.interactions.get(token)
    if one is None or one.application_id != application_id:
        raise unknown("Webhook")
    if world.now() - one.created_at > TOKEN_LIFE:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return one


def answer(world: World, one: Interaction, kind: int, draft: Draft | None, modal: JSON | None) -> Answer:
    """The bot's first answer. Late ones meet 10062, second ones 40060."""
    if one.answer is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if world.now() - one.created_at > world.interaction_deadline:
        raise unknown("interaction")
    callback = _allowed(one, kind)
    given = Answer(callback, one, modal=modal)
    if callback is Callback.MESSAGE:
        given.message = _post(world, one, draft or Draft())
    elif callback is Callback.DEFERRED_MESSAGE:
        waiting = Draft(flags=(draft.flags if draft else 0) | MessageFlag.LOADING)
        given.message = _post(world, one, waiting)
    elif callback in (Callback.DEFERRED_UPDATE, Callback.UPDATE):
        given.message = one.message
    one.answer = given
    one.answered.set()
    return given


def follow_up(world: World, one: Interaction, draft: Draft) -> Message:
    """A further message. The first one after a deferred answer fills in that answer instead."""
    original = one.answer.message if one.answer else None
    if original is not None and original.flags & MessageFlag.LOADING:
        return fill(world, original, _as_changes(draft))
    if one.answer is None:
        raise unknown("Webhook")
    return _post(world, one, draft)


def fill(world: World, post: Message, changes: JSON) -> Message:
    """Change an answer; one that was still loading becomes an ordinary message."""
    was_loading = bool(post.flags & MessageFlag.LOADING)
    post.flags &= ~MessageFlag.LOADING
    messages.edit(world, post, changes, unfurled=was_loading)
    return post


def message_of(world: World, one: Interaction, message_id: str) -> Message:
    """A message of this interaction: `@original`, or a follow-up by its id."""
    if message_id == "@original":
        original = one.answer.message if one.answer else None
        if original is None or original.id not in world.messages[one.channel_id]:
            raise unknown("Message")
        return original
    post = world.message(one.channel_id, message_id)
    if post is not one.message and post.interaction is not one:
        raise unknown("Message")
    return post


def _allowed(one: Interaction, kind: int) -> Callback:
    updates = (Callback.DEFERRED_UPDATE, Callback.UPDATE)
    allowed = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE}
    if one.message is not None:
        allowed.update(updates)
    if one.kind is not InteractionKind.MODAL_SUBMIT:
        allowed.add(Callback.MODAL)
    if kind not in allowed:
        choices = ", ".join(str(int(each)) for each in sorted(allowed))
        problem = {"code": "BASE_TYPE_CHOICES", "message": f"Value must be one of {{{choices}}}."}
        raise invalid_form({"type": {"_errors": [problem]}})
    return Callback(kind)


def _post(world: World, one: Interaction, draft: Draft) -> Message:
    ephemeral = bool(draft.flags & MessageFlag.EPHEMERAL)
    return messages.create(
        world,
        world.user(one.application_id),
        world.channel(one.channel_id),
        draft,
        visible_to=one.user.id if ephemeral else None,
        interaction=one,
        kind=_message_kind(one),
    )


def _message_kind(one: Interaction) -> MessageKind:
    if one.kind is not InteractionKind.COMMAND:
        return MessageKind.DEFAULT
    return MessageKind.CHAT_COMMAND if one.data["type"] == 1 else MessageKind.CONTEXT_MENU_COMMAND


def _as_changes(draft: Draft) -> JSON:
    parts = {"content": draft.content, "embeds": draft.embeds, "components": draft.components}
    return parts | {"attachments": draft.attachments}

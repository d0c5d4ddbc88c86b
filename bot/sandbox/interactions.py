"""Interactions: begun by a person, answered once and in time by the bot, followed up for 15 minutes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum

from bot.sandbox import messages
from bot.sandbox.draft import Draft
from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.events import Event
from bot.sandbox.interaction_wire import interaction
from bot.sandbox.model import (
    JSON,
    Answer,
    Interaction,
    InteractionKind,
    Message,
    MessageFlag,
    MessageKind,
    User,
)
from bot.sandbox.state import World
from bot.sandbox.validate.form import Form

TOKEN_LIFE = timedelta(minutes=15)


class Callback(IntEnum):
    """How an interaction may be answered."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Given:
    """What came with an answer: a message, the changes to one, or a modal."""

    draft: Draft = field(default_factory=Draft)
    changes: JSON = field(default_factory=dict)
    modal: JSON | None = None


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
    world.emit(Event("INTERACTION_CREATE", interaction(world, one), guild_id, None, only_for=application_id))
    return one


def by_token(world: World, application_id: str, token: str) -> Interaction:
    """The interaction a webhook token stands for, while it lives (15 minutes)."""
    one = world.interactions.get(token)
    if one is None or one.application_id != application_id:
        raise unknown("Webhook")
    if world.now() - one.created_at > TOKEN_LIFE:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return one


def answer(world: World, one: Interaction, kind: object, given: Given) -> Answer:
    """The bot's first answer. Late ones meet 10062, second ones 40060."""
    if one.answer is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if world.now() - one.created_at > world.interaction_deadline:
        raise unknown("interaction")
    callback = _allowed(one, kind)
    one.answer = Answer(callback, one, _message_given(world, one, callback, given), given.modal)
    one.answered.set()
    return one.answer


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


def _allowed(one: Interaction, kind: object) -> Callback:
    allowed = [Callback.MESSAGE, Callback.DEFERRED_MESSAGE]
    if one.message is not None:
        allowed += [Callback.DEFERRED_UPDATE, Callback.UPDATE]
    if one.kind is not InteractionKind.MODAL_SUBMIT:
        allowed.append(Callback.MODAL)
    form = Form()
    form.choice(("type",), kind, tuple(int(each) for each in allowed))
    form.finish()
    return next(each for each in allowed if each == kind)


def _message_given(world: World, one: Interaction, callback: Callback, given: Given) -> Message | None:
    match callback:
        case Callback.MESSAGE:
            return _post(world, one, given.draft)
        case Callback.DEFERRED_MESSAGE:
            return _post(world, one, Draft(flags=given.draft.flags | MessageFlag.LOADING))
        case Callback.UPDATE if one.message is not None:
            return fill(world, world.message(one.channel_id, one.message.id), given.changes)
        case Callback.DEFERRED_UPDATE:
            return one.message
    return None


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

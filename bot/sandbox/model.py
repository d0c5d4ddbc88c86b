"""The things a Discord is made of. Ids are snowflakes held as strings; times are UTC."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any

JSON = dict[str, Any]


class ChannelKind(IntEnum):
    """The channel types there are here."""

    TEXT = 0
    DIRECT = 1
    PUBLIC_THREAD = 11
    FORUM = 15


class MessageKind(IntEnum):
    """The message types there are here."""

    DEFAULT = 0
    REPLY = 19
    CHAT_COMMAND = 20
    CONTEXT_MENU_COMMAND = 23


class MessageFlag(IntFlag):
    """Message flags with an effect here."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12


class InteractionKind(IntEnum):
    """What a person did to reach the bot."""

    COMMAND = 2
    COMPONENT = 3
    MODAL_SUBMIT = 5


class CommandKind(IntEnum):
    """Where a command stands: typed, or in the menu of a user or a message."""

    CHAT = 1
    USER = 2
    MESSAGE = 3


class ApplicationFlag(IntFlag):
    """Privileged intents as granted to a bot in few guilds, by a switch on its settings page."""

    PRESENCES = 1 << 13
    GUILD_MEMBERS = 1 << 15
    MESSAGE_CONTENT = 1 << 19


@dataclass(slots=True)
class User:
    """An account, a person's or a bot's."""

    id: str
    name: str
    display_name: str
    bot: bool = False


@dataclass(slots=True)
class Application:
    """A bot's application; its id is its bot user's. `flags` hold the privileged intents it was granted."""

    user: User
    token: str
    flags: ApplicationFlag

    @property
    def id(self) -> str:
        """Discord's newer applications share their bot's id."""
        return self.user.id


@dataclass(slots=True)
class Role:
    """A role; `position` ranks it, `permissions` are `Permission` bits."""

    id: str
    name: str
    position: int
    permissions: int
    colour: int = 0


@dataclass(slots=True)
class Overwrite:
    """What a channel grants or takes from one role (`kind` 0) or member (1)."""

    target_id: str
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Channel:
    """A text channel, a thread (`parent_id`, `owner_id`) or a direct message (`recipient_ids`).

    `pinned` says when each pinned message was pinned.
    """

    id: str
    name: str
    guild_id: str | None
    kind: ChannelKind = ChannelKind.TEXT
    topic: str | None = None
    position: int = 0
    slowmode_s: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    last_message_id: str | None = None
    parent_id: str | None = None
    owner_id: str | None = None
    recipient_ids: list[str] = field(default_factory=list)
    pinned: dict[str, datetime] = field(default_factory=dict)

    @property
    def is_thread(self) -> bool:
        """Whether this hangs under another channel."""
        return self.kind is ChannelKind.PUBLIC_THREAD


@dataclass(slots=True)
class Member:
    """A user in a guild; `role_ids` without @everyone."""

    user: User
    guild_id: str
    joined_at: datetime
    role_ids: list[str] = field(default_factory=list)
    nick: str | None = None
    timed_out_until: datetime | None = None


@dataclass(slots=True)
class Guild:
    """A server; the @everyone role has the guild's own id. `bans` maps user id to reason."""

    id: str
    name: str
    owner_id: str
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    bans: dict[str, str | None] = field(default_factory=dict)

    @property
    def everyone(self) -> Role:
        """The role all members have."""
        return self.roles[self.id]


@dataclass(slots=True, eq=False)
class Message:
    """A message. Embeds, components and attachments are wire objects, checked when they came in.

    `visible_to` is the only person who sees an ephemeral message; None means the channel does.
    `reactions` maps an emoji to the ids of who reacted, in order.
    """

    id: str
    channel_id: str
    author: User
    content: str
    kind: MessageKind = MessageKind.DEFAULT
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    flags: int = 0
    reply_to: str | None = None
    edited_at: datetime | None = None
    mentioned_ids: list[str] = field(default_factory=list)
    mentioned_role_ids: list[str] = field(default_factory=list)
    mentions_everyone: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    visible_to: str | None = None
    interaction: Interaction | None = None
    nonce: str | int | None = None


@dataclass(slots=True)
class Command:
    """A registered application command; `guild_id` None means everywhere."""

    id: str
    application_id: str
    guild_id: str | None
    name: str
    kind: CommandKind
    version: str
    description: str = ""
    options: list[JSON] = field(default_factory=list)
    default_member_permissions: int | None = None


@dataclass(slots=True, eq=False)
class Answer:
    """How the bot answered an interaction: the callback's type, and the message or modal it gave."""

    kind: int
    interaction: Interaction
    message: Message | None = None
    modal: JSON | None = None


@dataclass(slots=True, eq=False)
class Interaction:
    """One press, command or submitted form, until its token ends; `answered` is set with `answer`."""

    id: str
    token: str
    kind: InteractionKind
    application_id: str
    user: User
    channel_id: str
    data: JSON
    created_at: datetime
    message: Message | None = None
    answer: Answer | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of a guild's audit log; `action` is Discord's action_type."""

    id: str
    guild_id: str
    user_id: str
    action: int
    target_id: str
    reason: str | None = None
    changes: tuple[JSON, ...] = ()
    options: JSON | None = None

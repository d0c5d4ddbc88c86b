"""The world behind the sandbox: its tables, its clock, and whom it tells when something happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.sandbox import permissions
from bot.sandbox.errors import unknown
from bot.sandbox.events import Event, Listener
from bot.sandbox.model import (
    Application,
    ApplicationFlag,
    AuditEntry,
    Channel,
    ChannelKind,
    Command,
    Guild,
    Interaction,
    Member,
    Message,
    Role,
    User,
)
from bot.sandbox.permissions import Permission
from bot.sandbox.snowflake import Snowflakes, made_at

Clock = Callable[[], datetime]
T = TypeVar("T")
INTERACTION_DEADLINE = timedelta(seconds=3)


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class World:
    """Everything the local Discord knows. Lookups raise Discord's own 404 as `ApiError`.

    `messages` is by channel, then by message, oldest first; `interactions` is by token.
    Changes to messages, members and interactions live in the modules of those names; each ends in `emit`.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        self.now = clock
        self.interaction_deadline = INTERACTION_DEADLINE
        self.users: dict[str, User] = {}
        self.applications: dict[str, Application] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.commands: dict[str, Command] = {}
        self.interactions: dict[str, Interaction] = {}
        self.audit_log: list[AuditEntry] = []
        self._listeners: list[Listener] = []
        self._snowflakes = Snowflakes()

    def new_id(self) -> str:
        """A fresh id, greater than every one before."""
        return self._snowflakes.new(self.now())

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event from now on; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(event)

    def add_user(
        self, name: str, display_name: str | None = None, *, bot: bool = False, made: datetime | None = None
    ) -> User:
        """A new account, or one made at another moment than all others."""
        user = User(made_at(made) if made else self.new_id(), name, display_name or name, bot)
        self.users[user.id] = user
        return user

    def add_application(self, name: str, token: str, flags: ApplicationFlag) -> Application:
        """A new bot with its account; `flags` hold the privileged intents it may ask for."""
        application = Application(self.add_user(name, bot=True), token, flags)
        self.applications[application.id] = application
        return application

    def add_guild(self, name: str, owner: User, everyone: Permission) -> Guild:
        """A new guild with its @everyone role and its owner as a member."""
        guild = Guild(self.new_id(), name, owner.id)
        guild.roles[guild.id] = Role(guild.id, "@everyone", 0, everyone)
        self.guilds[guild.id] = guild
        self.add_member(guild, owner)
        return guild

    def add_role(self, guild: Guild, name: str, granted: Permission, colour: int = 0) -> Role:
        """A new role above all the others."""
        role = Role(self.new_id(), name, len(guild.roles), granted, colour)
        guild.roles[role.id] = role
        return role

    def add_member(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Put a user into a guild, quietly; `members.join` also tells everybody."""
        member = Member(user, guild.id, self.now(), [role.id for role in roles])
        guild.members[user.id] = member
        return member

    def add_channel(self, channel: Channel) -> Channel:
        """Enter a channel, thread or direct message."""
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        return channel

    def application_by_token(self, token: str) -> Application | None:
        """The bot that this token belongs to."""
        return next((bot for bot in self.applications.values() if bot.token == token), None)

    def user(self, user_id: str) -> User:
        """The account with this id."""
        return _found(self.users.get(user_id), "User")

    def guild(self, guild_id: str) -> Guild:
        """The guild with this id."""
        return _found(self.guilds.get(guild_id), "Guild")

    def member(self, guild_id: str, user_id: str) -> Member:
        """The user as a member of the guild."""
        return _found(self.guild(guild_id).members.get(user_id), "Member")

    def channel(self, channel_id: str) -> Channel:
        """The channel, thread or direct message with this id."""
        return _found(self.channels.get(channel_id), "Channel")

    def message(self, channel_id: str, message_id: str) -> Message:
        """The message with this id in the channel, ephemeral ones included."""
        return _found(self.messages.get(channel_id, {}).get(message_id), "Message")

    def channels_of(self, guild: Guild) -> list[Channel]:
        """A guild's channels and threads, in order of position."""
        channels = (channel for channel in self.channels.values() if channel.guild_id == guild.id)
        return sorted(channels, key=lambda channel: (channel.position, int(channel.id)))

    def permissions(self, user_id: str, channel: Channel) -> Permission:
        """What the user may do in the channel; nothing at all where the user is not."""
        if channel.kind is ChannelKind.DIRECT:
            return permissions.IN_DIRECT_MESSAGES if user_id in channel.recipient_ids else permissions.NONE
        guild = self.guild(channel.guild_id or "")
        member = guild.members.get(user_id)
        if member is None:
            return permissions.NONE
        ruling = self.channel(channel.parent_id) if channel.is_thread and channel.parent_id else channel
        return permissions.in_channel(guild, member, ruling, self.now())

    def sees(self, user_id: str, channel_id: str) -> bool:
        """Whether the channel is there and visible to the user."""
        channel = self.channels.get(channel_id)
        return channel is not None and bool(self.permissions(user_id, channel) & Permission.VIEW_CHANNEL)


def _found(thing: T | None, what: str) -> T:
    if thing is None:
        raise unknown(what)
    return thing

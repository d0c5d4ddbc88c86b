"""The local Discord as a server on one port of loopback, with people who post, press and type commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from aiohttp import web

from bot.sandbox.model import JSON, Answer, Message
from bot.sandbox.state import World

Subscriber = Callable[[str, JSON], None]
AddRoutes = Callable[[web.Application, "Sandbox"], None]


class Sandbox:
    """A Discord to run a bot against: `async with Sandbox(world) as sandbox: ...`.

    `api_url` and `gateway_url` are where a client must be pointed. The people's methods raise `ApiError`
    where Discord would not let that person do it.
    """

    def __init__(self, world: World, *, interaction_deadline_s: float = 3.0, limits: bool = False) -> None:
        self.world = world

    def mount(self, add_routes: AddRoutes) -> None:
        """Serve more than Discord on the same port (the page); before `start`."""

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""

    async def stop(self) -> None:
        """Close every connection and stop listening."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...

    @property
    def url(self) -> str:
        """http://127.0.0.1:PORT"""

    @property
    def api_url(self) -> str:
        """What TACTFUL_DISCORD_API must say."""

    @property
    def gateway_url(self) -> str:
        """What TACTFUL_DISCORD_GATEWAY must say."""

    def post(self, user_id: str, channel_id: str, text: str, reply_to: str | None = None) -> Message:
        """A person posts; `reply_to` is a message id."""

    def edit(self, user_id: str, message: Message, text: str) -> Message:
        """The author changes a message."""

    def delete(self, user_id: str, message: Message) -> None:
        """The author, or somebody who may manage messages, deletes it."""

    def unfurl(self, message: Message, embed: JSON) -> Message:
        """Discord itself adds a link's preview: an update without an edit."""

    async def press(self, user_id: str, message: Message, custom_id: str) -> Answer:
        """Press a button. Waits for the bot's answer; `InteractionFailed` when none comes in time."""

    async def choose(self, user_id: str, message: Message, custom_id: str, values: list[str]) -> Answer:
        """Pick from a select menu."""

    async def run_command(
        self, user_id: str, channel_id: str, name: str, **options: str | int | bool
    ) -> Answer:
        """Type a slash command; "group sub" names a subcommand."""

    async def use_menu(self, user_id: str, name: str, target: Message | str, channel_id: str) -> Answer:
        """Choose a context-menu command on a message, or on a user (an id)."""

    async def submit_modal(self, user_id: str, answer: Answer, fields: dict[str, str]) -> Answer:
        """Fill in the modal that an answer brought; `fields` by custom_id of the text input."""

    def messages(self, user_id: str, channel_id: str, limit: int = 50) -> list[JSON]:
        """The newest messages the person sees there, oldest first, ephemeral ones to them included."""

    def payload(self, message: Message) -> JSON:
        """A message as Discord writes it."""

    def subscribe(self, user_id: str, callback: Subscriber) -> Callable[[], None]:
        """Call `callback(event name, payload)` with whatever this person may see; returns how to stop it."""

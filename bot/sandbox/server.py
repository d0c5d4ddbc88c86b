"""The local Discord as a server on one port of loopback, with people who post, press and type commands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.errors import InteractionFailed
from bot.sandbox.events import Event
from bot.sandbox.gateway.gateway import Gateway
from bot.sandbox.limits import RateLimits
from bot.sandbox.message_wire import message as written
from bot.sandbox.model import JSON, Answer, Command, Interaction, Message
from bot.sandbox.people import interacting, posting
from bot.sandbox.rest.app import rest_app
from bot.sandbox.rest.users import GATEWAY_PATH
from bot.sandbox.state import World

HOST = "127.0.0.1"
API = "/api/v10"
HEARTBEAT_S = 41.25

Subscriber = Callable[[str, JSON], None]
AddRoutes = Callable[[web.Application, "Sandbox"], None]


class Sandbox:
    """A Discord to run a bot against: `async with Sandbox(world) as sandbox: ...`.

    `api_url` and `gateway_url` are where a client must be pointed. The people's methods raise `ApiError`
    where Discord would not let that person do it. `gateway` can cause a network's mishaps.
    """

    def __init__(
        self, world: World, *, limits: RateLimits | None = None, heartbeat_s: float = HEARTBEAT_S
    ) -> None:
        self.world = world
        self.gateway = Gateway(world, heartbeat_s)
        self._app = web.Application()
        self._rest = rest_app(world, limits)
        self._runner: web.AppRunner | None = None
        self._port = 0

    def mount(self, add_routes: AddRoutes) -> None:
        """Serve more than Discord on the same port (the page); before `start`."""
        add_routes(self._app, self)

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        self._app.add_subapp(API, self._rest)
        self._app.router.add_get(GATEWAY_PATH, self.gateway.handle)
        self._app.on_shutdown.append(self._on_shutdown)
        self._runner = web.AppRunner(self._app, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The server itself, where a page may be."""
        return f"http://{HOST}:{self._port}"

    @property
    def api_url(self) -> str:
        """What TACTFUL_DISCORD_API must say."""
        return self.url + API

    @property
    def gateway_url(self) -> str:
        """What TACTFUL_DISCORD_GATEWAY must say."""
        return f"ws://{HOST}:{self._port}{GATEWAY_PATH}"

    def post(self, user_id: str, channel_id: str, text: str, reply_to: str | None = None) -> Message:
        """A person posts; `reply_to` is a message id."""
        return posting.post(self.world, user_id, channel_id, text, reply_to)

    def edit(self, user_id: str, message: Message, text: str) -> Message:
        """The author changes a message."""
        return posting.edit(self.world, user_id, message, text)

    def delete(self, user_id: str, message: Message) -> None:
        """The author, or somebody who may manage messages, deletes it."""
        posting.delete(self.world, user_id, message)

    def unfurl(self, message: Message, embed: JSON) -> Message:
        """Discord itself adds a link's preview: an update without an edit."""
        return posting.add_preview(self.world, message, embed)

    async def press(self, user_id: str, message: Message, custom_id: str) -> Answer:
        """Press a button. Waits for the bot's answer; `InteractionFailed` when none comes in time."""
        return await self._answer(interacting.press(self.world, user_id, message, custom_id))

    async def choose(self, user_id: str, message: Message, custom_id: str, values: list[str]) -> Answer:
        """Pick from a select menu."""
        return await self._answer(interacting.press(self.world, user_id, message, custom_id, values))

    async def run_command(
        self, user_id: str, channel_id: str, name: str, /, **options: str | int | float | bool
    ) -> Answer:
        """Type a slash command; "group sub" names a subcommand."""
        return await self._answer(interacting.type_command(self.world, user_id, channel_id, name, options))

    async def use_menu(self, user_id: str, name: str, target: Message | str, channel_id: str) -> Answer:
        """Choose a context-menu command on a message, or on a user (an id)."""
        if isinstance(target, Message):
            begun = interacting.use_message_menu(self.world, user_id, name, target)
        else:
            begun = interacting.use_user_menu(self.world, user_id, channel_id, name, target)
        return await self._answer(begun)

    async def submit_modal(self, user_id: str, answer: Answer, fields: dict[str, str]) -> Answer:
        """Send the form that an answer brought; `fields` by custom_id of the input."""
        return await self._answer(interacting.submit(self.world, user_id, answer, fields))

    def messages(self, user_id: str, channel_id: str, limit: int = 50) -> list[JSON]:
        """The newest messages the person sees there, oldest first, ephemeral ones to them included."""
        return [self.payload(each) for each in posting.visible(self.world, user_id, channel_id, limit)]

    def commands(self, user_id: str, channel_id: str) -> list[Command]:
        """The commands the person may use there."""
        return interacting.commands_for(self.world, user_id, channel_id)

    def payload(self, message: Message) -> JSON:
        """A message as Discord writes it."""
        return written(self.world, message)

    def subscribe(self, user_id: str, callback: Subscriber) -> Callable[[], None]:
        """Call `callback(event name, payload)` with whatever this person may see; returns how to stop it."""

        def pass_on(event: Event) -> None:
            if self._may_hear(user_id, event):
                callback(event.name, event.data)

        return self.world.listen(pass_on)

    def _may_hear(self, user_id: str, event: Event) -> bool:
        if event.only_for is not None:
            return event.only_for == user_id
        if event.channel_id is not None:
            return self.world.sees(user_id, event.channel_id)
        guild = self.world.guilds.get(event.guild_id or "")
        return guild is not None and user_id in guild.members

    async def _answer(self, begun: Interaction) -> Answer:
        try:
            async with asyncio.timeout(self.world.interaction_deadline.total_seconds()):
                await begun.answered.wait()
        except TimeoutError as error:
            raise InteractionFailed from error
        if begun.answer is None:
            raise InteractionFailed
        return begun.answer

    async def _on_shutdown(self, _: web.Application) -> None:
        await self.gateway.stop()

"""The local Discord with the demo's people, and the bot on it: what the end-to-end tests act on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from word_model import WordModel

from bot.config import Config
from bot.discord.client import Tactful
from bot.discord.endpoints import point_at
from bot.sandbox.demo_world import Demo
from bot.sandbox.model import JSON, Message, User
from bot.sandbox.server import Sandbox
from bot.store.database import Database, open_database
from bot.store.schema import Case
from bot.text_vault import TextVault

T = TypeVar("T")

WAIT_S = 5.0
EPHEMERAL = 1 << 6


class Stage:
    """Everything on one evening: people post and press, the bot writes cards."""

    def __init__(self, demo: Demo, sandbox: Sandbox, token: str, database_url: str) -> None:
        self.demo = demo
        self.sandbox = sandbox
        self.token = token
        self.database_url = database_url
        self._database: Database | None = None
        self._running: asyncio.Task[None] | None = None
        self.client: Tactful | None = None

    async def start(self, config: Config | None = None, key: str | None = None) -> None:
        """Bring the bot up, and wait until it is ready. With a key it keeps words."""
        point_at(self.sandbox.api_url, self.sandbox.gateway_url)
        self._database = await open_database(self.database_url)
        vault = TextVault(key)
        self.client = Tactful(
            config or Config(), WordModel(), self._database, vault, guild_ready_timeout=0.05
        )
        self._running = asyncio.create_task(self.client.start(self.token))
        ready = asyncio.create_task(self.client.wait_until_ready())
        async with asyncio.timeout(WAIT_S):
            await asyncio.wait({ready, self._running}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            self._running.result()

    async def stop(self) -> None:
        """Take the bot down; Discord and the database stay."""
        if self.client and self._running and self._database:
            await self.client.close()
            await self._running
            await self._database.close()
            self.client = None

    def post(self, text: str, user: User | None = None) -> Message:
        """Somebody, by default the troll, posts in the discussion."""
        return self.sandbox.post((user or self.demo.troll).id, self.demo.discussion.id, text)

    def edit(self, message: Message, text: str) -> Message:
        return self.sandbox.edit(message.author.id, message, text)

    def cards(self) -> list[Message]:
        """The cards in the moderators' channel, oldest first."""
        posts = self.sandbox.world.messages[self.demo.mod_log.id].values()
        return [post for post in posts if post.embeds and post.visible_to is None]

    async def card(self, case: int = 1, contains: str = "") -> Message:
        """The card of that case, once it is there and says so."""
        return await self.until(
            lambda: next(
                (
                    card
                    for card in self.cards()
                    if card.embeds[0].get("title", "").startswith(f"Case {case}:")
                    and contains in str(card.embeds)
                ),
                None,
            )
        )

    async def press(self, action: str, user: User | None = None, case: int = 1) -> None:
        """Somebody, by default the moderator, presses a button of a case's card."""
        card = await self.card(case)
        await self.sandbox.press((user or self.demo.moderator).id, card, f"tactful:{action}:{case}")

    async def told(self, user: User | None = None) -> JSON:
        """What the bot last told somebody, by default the moderator, and nobody else."""
        person = (user or self.demo.moderator).id

        def last() -> JSON | None:
            posts = self.sandbox.messages(person, self.demo.mod_log.id)
            return next((post for post in reversed(posts) if post.get("flags", 0) & EPHEMERAL), None)

        return await self.until(last)

    async def case(self, number: int = 1) -> Case:
        assert self.client
        case = await self.client.cases.get(number)
        assert case is not None
        return case

    async def settled(self) -> None:
        """Wait until the bot has dealt with everything so far: until it has flagged a post made now."""
        before = len(self.cards())
        self.post("idiot, says the member", self.demo.member)
        await self.until(lambda: len(self.cards()) > before)

    async def database(self) -> Database:
        """The database, opened once more; whoever asks closes it."""
        return await open_database(self.database_url)

    async def pause(self) -> None:
        """A moment, for something to happen."""
        await asyncio.sleep(0.01)

    async def until(self, look: Callable[[], T | None]) -> T:
        """What `look` finds, as soon as it finds anything."""
        async with asyncio.timeout(WAIT_S):
            while True:
                if found := look():
                    return found
                await asyncio.sleep(0.01)


def fields(card: Message) -> dict[str, Any]:
    return {field["name"]: field["value"] for field in card.embeds[0]["fields"]}


def labels(card: Message) -> list[str]:
    """What the card's buttons are called."""
    return [button["label"] for row in card.components for button in row["components"]]

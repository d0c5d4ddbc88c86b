"""The client: Discord's events in, judged posts and cards out."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord.ext import tasks

from bot.cases import Cases
from bot.checks.context import Model
from bot.config import Config
from bot.discord.buttons import CaseButton
from bot.discord.carry_out import carry_out
from bot.discord.channels import moderators_channel
from bot.discord.hearing import Hearing
from bot.ledger import Ledger
from bot.links.lists import domains_of
from bot.memory.memory import Memory
from bot.pipeline import judge
from bot.policy import Policy
from bot.post import Post
from bot.store.database import Database
from bot.store.topics import StoredTopics

log = logging.getLogger(__name__)

#: How long a closing bot waits for the posts and presses it is dealing with.
DRAIN_S = 10.0


class Tactful(Hearing):
    """tactful as a Discord bot. It mentions nobody, whatever it quotes.

    `options` go to discord.Client as they are.
    """

    def __init__(self, config: Config, model: Model, database: Database, **options: Any) -> None:
        memory = replace(Memory.empty(config), domains=domains_of(config.links))
        super().__init__(config, memory, allowed_mentions=discord.AllowedMentions.none(), **options)
        self.model = model
        self.policy = Policy(config)
        self.cases = Cases(database.sessions)
        self.topics = StoredTopics(database.sessions)
        self._ledger = Ledger(database.sessions)
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._tidying = asyncio.Lock()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def setup_hook(self) -> None:
        self.add_dynamic_items(CaseButton)
        await self.memory.topics.load(self.topics, discord.utils.utcnow())
        self._tidy_up.start()

    async def close(self) -> None:
        """Finish what is in hand, then leave."""
        # Never in the midst of a statement: a cancelled one can leave SQLite's thread waiting for ever.
        async with self._tidying:
            self._tidy_up.cancel()
        await self.drain()
        await super().close()

    def take_in_hand(self) -> None:
        """Let the running task finish before the client closes."""
        if task := asyncio.current_task():
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)

    async def drain(self) -> None:
        """Wait until everything in hand is done, but not for ever."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=DRAIN_S)

    async def on_ready(self) -> None:
        log.info("ready; servers: %d", len(self.guilds))
        for guild in self.guilds:
            moderators_channel(guild, self.config.moderators.channel)

    async def heard(self, post: Post, guild: discord.Guild) -> None:
        """Judge the post, unless it was."""
        # An edit that comes while the first card is being written waits, and then finds that card.
        lock = self._locks.setdefault(post.id, asyncio.Lock())
        async with lock:
            await self._moderate(post, guild)

    async def _moderate(self, post: Post, guild: discord.Guild) -> None:
        if await self._ledger.has(post):
            return
        decision = judge(post, self.model, self.policy, self.memory)
        recorded = None if decision.skipped else await self.cases.record(decision)
        await self.memory.topics.save(self.topics)
        if recorded is None:
            return
        log.info("case %s: %s", recorded.case.id, recorded.news.name.lower())
        channel = moderators_channel(guild, self.config.moderators.channel)
        if channel:
            await carry_out(recorded, decision, channel, self.cases)

    @tasks.loop(hours=24)
    async def _tidy_up(self) -> None:
        async with self._tidying:
            await self._ledger.forget_older_than(self.config.store.remember_judged_days)

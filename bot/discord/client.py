"""The client: Discord's events in, judged posts and cards out."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord.ext import tasks
from sqlalchemy.exc import SQLAlchemyError

from bot.cases import Cases, News, Recorded
from bot.checks.context import Model
from bot.config import Config
from bot.consequences import hold_back
from bot.decision import Decision
from bot.demands import Demands
from bot.discord.buttons import CaseButton
from bot.discord.campaign_cards import CampaignCards
from bot.discord.carry_out import carry_out
from bot.discord.catching_up import catch_up
from bot.discord.channels import moderators_channel
from bot.discord.errands import Errands
from bot.discord.gone import Forgetting, look_for_the_gone
from bot.discord.kill_switch import may_act
from bot.discord.note_button import NoteButton
from bot.discord.proposals import MoveButton
from bot.erasure import Erasure
from bot.ledger import Ledger
from bot.links.lists import domains_of
from bot.memory.memory import Memory
from bot.outbox import Outbox
from bot.pipeline import judge
from bot.policy import Policy
from bot.post import Post
from bot.settings import Settings
from bot.store.database import Database
from bot.store.schema import Status
from bot.store.topics import StoredTopics
from bot.text_vault import TextVault
from bot.trust import Ladder
from bot.undo import Undo

log = logging.getLogger(__name__)

#: How long a closing bot waits for the posts and presses it is dealing with.
DRAIN_S = 10.0


class Tactful(Forgetting):
    """tactful as a Discord bot. It mentions nobody, whatever it quotes.

    Without a `vault`, or with one that has no key, no words are kept. `options` go to discord.Client.
    """

    def __init__(
        self,
        config: Config,
        model: Model,
        database: Database,
        vault: TextVault | None = None,
        **options: Any,
    ) -> None:
        memory = replace(Memory.empty(config), domains=domains_of(config.links))
        super().__init__(config, memory, allowed_mentions=discord.AllowedMentions.none(), **options)
        self.model = model
        self.vault = vault or TextVault(None)
        self.settings = Settings(database.sessions, config)
        self.ladder = Ladder(database.sessions, self.settings.caution)
        self.policy = Policy(config, self.ladder.earned)
        self.cases = Cases(database.sessions, config, self.vault)
        self.undo = Undo(self.cases, database.sessions)
        self.outbox = Outbox(database.sessions)
        self.demands = Demands(database.sessions)
        self.erasure = Erasure(database.sessions, config.privacy)
        self.errands = Errands(self)
        self._campaigns = CampaignCards(self)
        self.topics = StoredTopics(database.sessions)
        self._ledger = Ledger(database.sessions)
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._tidying = asyncio.Lock()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def setup_hook(self) -> None:
        self.add_dynamic_items(CaseButton, MoveButton, NoteButton)
        await self.settings.load()
        await self.ladder.load()
        await self.memory.topics.load(self.topics, discord.utils.utcnow())
        self._tidy_up.start()
        self._look_for_the_gone.start()
        self.errands.start()

    async def close(self) -> None:
        """Finish what is in hand, then leave."""
        # Never in the midst of a statement: a cancelled one can leave SQLite's thread waiting for ever.
        async with self._tidying:
            self._tidy_up.cancel()
            self._look_for_the_gone.cancel()
        await self.drain()
        await self.errands.close()
        await super().close()

    def take_in_hand(self, task: asyncio.Task[Any] | None = None) -> None:
        """Let the task, or else the running one, finish before the client closes."""
        if task := task or asyncio.current_task():
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)

    async def drain(self) -> None:
        """Wait until everything in hand is done, but not for ever."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=DRAIN_S)

    async def on_ready(self) -> None:
        log.info("ready; servers: %d", len(self.guilds))
        self.take_in_hand()
        for guild in self.guilds:
            try:
                await catch_up(self, guild)
            except (discord.HTTPException, SQLAlchemyError) as error:
                log.error("server %s: can't see what was left undone: %s", guild.id, type(error).__name__)
        self.errands.wake()

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Of itself the bot hears this always: a role taken away may be the kill switch."""
        await super().on_member_update(before, after)
        if after.id == after.guild.me.id:
            await self._look_at_the_switch(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        await self._look_at_the_switch(role.guild)

    async def on_guild_role_update(self, _: object, role: discord.Role) -> None:
        await super().on_guild_role_update(_, role)
        await self._look_at_the_switch(role.guild)

    async def _look_at_the_switch(self, guild: discord.Guild) -> None:
        self.take_in_hand()
        await self.errands.look_at_the_switch(guild)

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
        if not may_act(guild, self.config.acts.role):
            decision = hold_back(decision)
        recorded = None if decision.skipped else await self.cases.record(decision)
        await self.memory.topics.save(self.topics)
        if recorded is None:
            return
        log.info("case %s: %s", recorded.case.id, recorded.news.name.lower())
        await self._show(recorded, decision, guild)
        if decision.automatic:
            self.errands.wake()

    async def _show(self, recorded: Recorded, decision: Decision, guild: discord.Guild) -> None:
        """Tell the moderators."""
        if recorded.case.status is Status.NOTED:
            return
        channel = moderators_channel(guild, self.config.moderators.channel)
        if channel and recorded.news is News.JOINED:
            self._campaigns.update(recorded, decision, channel)
        elif channel:
            await carry_out(self, recorded, decision, channel)

    @tasks.loop(hours=1)
    async def _tidy_up(self) -> None:
        try:
            async with self._tidying:
                await self._ledger.forget_older_than(self.config.store.remember_judged_days)
                await self.erasure.sweep()
        except SQLAlchemyError as error:
            # An error that came through would end the timer for good.
            log.error("nothing was erased this hour: the database says %s", type(error).__name__)

    @tasks.loop(hours=24)
    async def _look_for_the_gone(self) -> None:
        await self.wait_until_ready()
        try:
            await look_for_the_gone(self, self._tidying)
        except SQLAlchemyError as error:
            log.error("what is gone was not erased today: the database says %s", type(error).__name__)

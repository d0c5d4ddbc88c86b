"""Carry out what the outbox holds: the acts of a case one after the other, and mend its card after them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import utc_now
from bot.decision import ACTS
from bot.discord.case_card import mend_card
from bot.discord.kill_switch import may_act
from bot.discord.one_act import Calls, OneAct
from bot.store.schema import Act

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)

#: How long to sleep where nothing is due, in seconds. Whoever enters an act wakes us.
NAP_S = 30.0
#: How long to wait after the database failed, in seconds.
AFTER_A_FAILURE_S = 5.0
#: The shortest nap, for acts that are due and still in hand.
SHORTEST_NAP_S = 0.1
#: With how many cases to be busy at once.
MOST_AT_ONCE = 20
#: How long a closing bot waits for its errands.
CLOSING_S = 10.0


class Errands:
    """The bot's errands, in a task of their own."""

    def __init__(self, client: Tactful) -> None:
        self._client = client
        self._calls = Calls()
        self._in_hand: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._bell = asyncio.Event()
        self._closing = False
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, and go on until `close`."""
        self._running = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Begin nothing more, and finish what is in hand, but don't wait for it for ever."""
        self._closing = True
        self.wake()
        if self._running:
            await self._running
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSING_S)

    def wake(self) -> None:
        """Something was entered that is due."""
        self._bell.set()

    async def run_now(self, act: Act) -> Act:
        """Carry out an act that was claimed for this, and return it as it then stands."""
        self._in_hand.add(act.id)
        try:
            await OneAct(self._client, self._calls).run(act)
        finally:
            self._in_hand.discard(act.id)
        acts = await self._client.cases.acts(act.case_id)
        return next((one for one in acts if one.id == act.id), act)

    async def look_at_the_switch(self, guild: discord.Guild) -> None:
        """Stop everything on a server where the bot may act no more: calls under way and what is to come."""
        if may_act(guild, self._client.config.acts.role):
            return
        self._calls.cancel(str(guild.id))
        stopped = await self._client.outbox.stop(str(guild.id))
        if stopped:
            log.warning("server %s: stopped by the kill switch; cases: %d", guild.id, len(stopped))
        await self._mend(guild, stopped)

    async def _run(self) -> None:
        while not self._closing:
            self._bell.clear()
            try:
                nap = 0.0 if await self._begin() else await self._nap()
            except SQLAlchemyError as error:
                log.error("the outbox can't be read: %s", type(error).__name__)
                nap = AFTER_A_FAILURE_S
            if nap:
                await self._sleep(nap)

    async def _begin(self) -> bool:
        """Take in hand what is due; whether that was anything. Waits while too much is in hand."""
        if len(self._tasks) >= MOST_AT_ONCE:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        claimed = await self._client.outbox.claim(self._guild_ids(), self._in_hand)
        self._in_hand.update(act.id for act in claimed)
        for acts in _by_case(claimed):
            task = asyncio.create_task(self._see_to(acts))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return bool(claimed)

    def _guild_ids(self) -> list[str]:
        return [str(guild.id) for guild in self._client.guilds if not guild.unavailable]

    async def _see_to(self, acts: list[Act]) -> None:
        """The acts of one case, in their order, and its card after them."""
        try:
            for act in acts:
                await OneAct(self._client, self._calls).run(act)
            guild = self._client.get_guild(int(acts[0].guild_id))
            if guild:
                await self._mend(guild, [acts[0].case_id])
        except SQLAlchemyError as error:
            # Whatever was done is found out when the claim is over and the act is tried once more.
            log.error("case %s: the outbox can't be written: %s", acts[0].case_id, type(error).__name__)
        finally:
            self._in_hand.difference_update(act.id for act in acts)
            # What is to be tried again, or ends by itself, may now be what is due next.
            self.wake()

    async def _mend(self, guild: discord.Guild, case_ids: Iterable[int]) -> None:
        for case_id in case_ids:
            await mend_card(self._client, guild, case_id)

    async def _nap(self) -> float:
        """Until the next act is due, but not for ever: a clock may jump."""
        due = await self._client.outbox.next_due(self._guild_ids())
        return NAP_S if due is None else min(NAP_S, _seconds_until(due))

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._bell.wait(), seconds)
        except TimeoutError:
            return


def _by_case(acts: Iterable[Act]) -> list[list[Act]]:
    cases: dict[int, list[Act]] = {}
    for act in acts:
        cases.setdefault(act.case_id, []).append(act)
    return [sorted(of_one, key=lambda act: ACTS.index(act.kind)) for of_one in cases.values()]


def _seconds_until(moment: datetime) -> float:
    return max(SHORTEST_NAP_S, (moment - utc_now()).total_seconds())

"""Carry out one act, or take one back: look at the kill switch, call Discord, write down how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord

from bot.decision import Action
from bot.discord.acts import author_note, remove, slow_mode, time_out
from bot.discord.acts.work import ActFailed, Doer, Work
from bot.discord.kill_switch import may_act_now
from bot.store.schema import Act, ActState, Problem

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)

DOERS: dict[Action, Doer] = {
    Action.REMOVE: remove,
    Action.TIMEOUT: time_out,
    Action.SLOW_MODE: slow_mode,
    Action.NOTIFY_AUTHOR: author_note,
}

#: No answer: the call may have reached Discord, or not.
NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError, discord.RateLimited, discord.DiscordServerError)
TOO_MANY_REQUESTS = 429

T = TypeVar("T")


class Stopped(Exception):
    """The kill switch was pulled."""


class Calls:
    """The calls to Discord that are under way, so that they can be stopped."""

    def __init__(self) -> None:
        self._running: defaultdict[str, set[asyncio.Task[Any]]] = defaultdict(set)

    async def run(self, guild_id: str, call: Coroutine[Any, Any, T]) -> T:
        """The call's result. Raises Stopped if it was stopped, though it may have come through."""
        # In a task of its own: only the call is cancelled, never what writes to the database around it.
        task = asyncio.create_task(call)
        self._running[guild_id].add(task)
        try:
            await asyncio.wait({task})
        finally:
            self._running[guild_id].discard(task)
        if task.cancelled():
            raise Stopped
        return task.result()

    def cancel(self, guild_id: str) -> None:
        """Stop every call on that server."""
        for task in self._running[guild_id]:
            task.cancel()


class OneAct:
    """Runs acts that were claimed, each to an end that the outbox knows."""

    def __init__(self, client: Tactful, calls: Calls) -> None:
        self._client = client
        self._calls = calls

    async def run(self, act: Act) -> None:
        """Do the act, or take it back if that is what it waits for."""
        guild = self._client.get_guild(int(act.guild_id))
        case = await self._client.cases.get(act.case_id)
        if guild is None or case is None:
            return
        work = Work(self._client, guild, case, act, act.undo or {})
        try:
            await (self._take_back(work) if act.state is ActState.UNDOING else self._do(work))
        except Stopped:
            await self._client.outbox.cancelled(act.id, Problem.KILL_SWITCH)
        except ActFailed as failure:
            await self._fail(act, failure.problem)
        except NO_ANSWER:
            await self._no_answer(act)
        except discord.HTTPException as error:
            if error.status == TOO_MANY_REQUESTS:
                await self._no_answer(act)
            else:
                await self._fail(act, _problem(error))

    async def _do(self, work: Work) -> None:
        act, doer, outbox = work.act, DOERS[work.act.kind], self._client.outbox
        if act.undo is None:
            # Only the first time: after a try that got through, it would find what we have set ourselves.
            work = replace(work, undo=await doer.prepare(work))
            await outbox.prepare(act.id, work.undo)
        if act.automatic and not await may_act_now(work.guild, self._client.config.acts.role):
            raise Stopped
        call = doer.do(work)
        done = await (self._calls.run(act.guild_id, call) if act.automatic else call)
        await outbox.done(act.id, done.undo, done.ends_at)
        log.info("case %s: %s done", act.case_id, act.kind)

    async def _take_back(self, work: Work) -> None:
        try:
            if work.act.undo is not None:
                await DOERS[work.act.kind].undo(work)
        except discord.NotFound:
            # Gone: nothing is left to be taken back.
            log.info("case %s: %s has nothing left to undo", work.act.case_id, work.act.kind)
        await self._client.outbox.undone(work.act.id)
        log.info("case %s: %s undone", work.act.case_id, work.act.kind)

    async def _fail(self, act: Act, problem: Problem) -> None:
        await self._client.outbox.failed(act, problem)
        log.warning("case %s: %s failed: %s", act.case_id, act.kind, problem)

    async def _no_answer(self, act: Act) -> None:
        if await self._client.outbox.no_answer(act):
            log.error("case %s: %s got no answer and is given up", act.case_id, act.kind)
        else:
            log.warning("case %s: %s got no answer and is tried again", act.case_id, act.kind)


def _problem(error: discord.HTTPException) -> Problem:
    if isinstance(error, discord.Forbidden):
        return Problem.FORBIDDEN
    return Problem.GONE if isinstance(error, discord.NotFound) else Problem.REFUSED

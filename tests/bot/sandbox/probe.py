"""A discord.py client that keeps what it hears, for tests to ask about."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

TOKEN = "a-token-of-the-demo"
WAIT_S = 3.0
QUIET_S = 0.15


class Probe(discord.Client):
    """Every event goes into a queue of its name; `tree` is for commands."""

    def __init__(self, intents: discord.Intents, **options: Any) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.05, **options)
        self.tree = app_commands.CommandTree(self)
        self.running: asyncio.Task[None] | None = None
        self._heard: defaultdict[str, asyncio.Queue[tuple[Any, ...]]] = defaultdict(asyncio.Queue)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self._heard[event].put_nowait(args)
        super().dispatch(event, *args, **kwargs)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: the wait of five seconds is for Discord's sake."""

    async def heard(self, event: str) -> Any:
        """The next event of that name: its argument, or a tuple of several."""
        async with asyncio.timeout(WAIT_S):
            args = await self._heard[event].get()
        return args[0] if len(args) == 1 else args

    async def silent(self, event: str) -> bool:
        """Whether no event of that name comes for a moment."""
        await asyncio.sleep(QUIET_S)
        return self._heard[event].empty()

    async def begin(self, token: str) -> None:
        """Log in, and return when ready; raises what ends the client before that."""
        self.running = asyncio.create_task(self.start(token))
        ready = asyncio.create_task(self.heard("ready"))
        done, _ = await asyncio.wait({self.running, ready}, return_when=asyncio.FIRST_COMPLETED)
        if self.running in done:
            ready.cancel()
            await self.running
        await ready

    async def end(self) -> None:
        """Log out."""
        await self.close()
        if self.running is not None:
            await asyncio.wait({self.running})
            if not self.running.cancelled():
                self.running.exception()


Connect = Callable[..., Awaitable[Probe]]

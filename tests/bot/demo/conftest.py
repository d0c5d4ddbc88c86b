"""The demo as a visitor finds it: the real bot, with the model that ships, on the local Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.demo.play import Played, running
from bot.demo.thread import load_thread


@pytest.fixture(scope="module")
def _addresses() -> Iterator[None]:
    """Put discord.py's addresses back after the demo pointed them at its own server."""
    api, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, gateway


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(_addresses: None) -> AsyncIterator[Played]:
    topic, _ = load_thread()
    async with running(topic, 0) as demo:
        yield demo

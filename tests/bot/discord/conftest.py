"""The bot on the local Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from stage import Stage

from bot.sandbox.demo_world import demo_world
from bot.sandbox.server import Sandbox
from bot.store.database import sqlite_url

TOKEN = "a-token-of-the-stage"


@pytest.fixture
def _addresses() -> Iterator[None]:
    """Put discord.py's addresses back; a client on the stage points them at it."""
    api, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, gateway


@pytest.fixture
async def empty_stage(tmp_path: Path, _addresses: None) -> AsyncIterator[Stage]:
    """The local Discord and a database, before the bot has come."""
    demo = demo_world(TOKEN)
    async with Sandbox(demo.world) as sandbox:
        stage = Stage(demo, sandbox, TOKEN, sqlite_url(tmp_path / "tactful.db"))
        yield stage
        await stage.stop()


@pytest.fixture
async def stage(empty_stage: Stage) -> Stage:
    """The bot, ready on the local Discord."""
    await empty_stage.start()
    return empty_stage

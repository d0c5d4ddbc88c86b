"""The local Discord with its demo guild, and real discord.py clients to run against it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from probe import TOKEN, Connect, Probe

from bot.sandbox.demo_world import Demo, demo_world
from bot.sandbox.server import Sandbox


@pytest.fixture
def demo() -> Demo:
    return demo_world(TOKEN)


@pytest.fixture
async def sandbox(demo: Demo) -> AsyncIterator[Sandbox]:
    async with Sandbox(demo.world) as sandbox:
        yield sandbox


@pytest.fixture
async def connect(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Connect]:
    """Connect a client to a sandbox and wait until it is ready."""
    probes: list[Probe] = []

    async def begin(
        sandbox: Sandbox,
        intents: discord.Intents | None = None,
        token: str = TOKEN,
        *,
        made: Probe | None = None,
    ) -> Probe:
        monkeypatch.setattr(Route, "BASE", sandbox.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
        probe = made or Probe(intents or everything())
        probes.append(probe)
        await probe.begin(token)
        return probe

    yield begin
    for probe in probes:
        await probe.end()


@pytest.fixture
async def bot(sandbox: Sandbox, connect: Connect) -> Probe:
    """A ready client with the message content and members intents."""
    return await connect(sandbox)


def everything() -> discord.Intents:
    intents = discord.Intents.default()
    intents.message_content = True
    intents.members = True
    return intents

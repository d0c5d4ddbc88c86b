"""Rate limits: announced on every answer, enforced with 429, and waited out by discord.py."""

from __future__ import annotations

import time

import aiohttp
import discord
import pytest
from probe import TOKEN, Connect

from bot.sandbox.demo_world import Demo
from bot.sandbox.limits import Rate, RateLimits
from bot.sandbox.server import Sandbox

SENDING = ("POST", "/channels/{channel_id}/messages")


async def test_a_full_bucket_is_refused_with_the_wait_it_takes(demo: Demo) -> None:
    limits = RateLimits(rates={SENDING: Rate(2, 60.0)})
    async with Sandbox(demo.world, limits=limits) as sandbox, aiohttp.ClientSession() as client:
        answers = [await send(client, sandbox, demo.general.id) for _ in range(3)]
        elsewhere = await send(client, sandbox, demo.discussion.id)
        refusal = await answers[2].json()
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert answers[2].headers["X-RateLimit-Scope"] == "user"
    assert 0 < refusal["retry_after"] <= 60
    assert refusal["global"] is False
    assert elsewhere.status == 200
    assert elsewhere.headers["X-RateLimit-Bucket"] == answers[0].headers["X-RateLimit-Bucket"]


async def test_a_bucket_empties_with_time(demo: Demo) -> None:
    now = 0.0
    limits = RateLimits(rates={SENDING: Rate(1, 5.0)}, clock=lambda: now)
    async with Sandbox(demo.world, limits=limits) as sandbox, aiohttp.ClientSession() as client:
        first = await send(client, sandbox, demo.general.id)
        now = 4.9
        second = await send(client, sandbox, demo.general.id)
        now = 5.0
        third = await send(client, sandbox, demo.general.id)
    assert [first.status, second.status, third.status] == [200, 429, 200]


@pytest.mark.parametrize(
    "limits", [RateLimits({SENDING: Rate(2, 0.3)}), RateLimits({}, everything=Rate(2, 0.3))]
)
async def test_discord_py_waits_and_gets_everything_through(
    demo: Demo, connect: Connect, limits: RateLimits
) -> None:
    async with Sandbox(demo.world, limits=limits) as sandbox:
        bot = await connect(sandbox, discord.Intents.default())
        began = time.monotonic()
        for number in range(5):
            await bot.get_channel(int(demo.general.id)).send(str(number))
        took = time.monotonic() - began
        await bot.end()
        assert [post["content"] for post in sandbox.messages(demo.member.id, demo.general.id)] == list(
            "01234"
        )
    assert took > 0.3


async def send(client: aiohttp.ClientSession, sandbox: Sandbox, channel_id: str) -> aiohttp.ClientResponse:
    url = f"{sandbox.api_url}/channels/{channel_id}/messages"
    answer = await client.post(url, json={"content": "x"}, headers={"Authorization": f"Bot {TOKEN}"})
    await answer.read()
    return answer

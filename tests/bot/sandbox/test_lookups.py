"""What a client looks up, and what the API says to requests no client of good manners would send."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from probe import TOKEN, Connect, Probe

from bot.sandbox.demo_world import Demo
from bot.sandbox.server import Sandbox


async def test_the_application_and_its_owner(demo: Demo, bot: Probe) -> None:
    info = await bot.application_info()
    assert str(info.id) == demo.application.id
    assert str(info.owner.id) == demo.guild.owner_id


async def test_the_guild_its_channels_roles_and_members(demo: Demo, bot: Probe) -> None:
    guild = await bot.fetch_guild(int(demo.guild.id))
    assert guild.approximate_member_count == 5
    assert {channel.name for channel in await guild.fetch_channels()} == {
        "deepseek-news",
        "general",
        "mod-log",
    }
    assert {role.name for role in await guild.fetch_roles()} == {"@everyone", "moderator", "tactful"}
    found = {str(member.id) async for member in bot.guilds[0].fetch_members()}
    assert found == set(demo.guild.members)


async def test_an_unknown_user_and_an_unknown_guild(bot: Probe) -> None:
    for lookup, code in ((bot.fetch_user(1), 10013), (bot.fetch_guild(1), 10004)):
        with pytest.raises(discord.NotFound) as refusal:
            await lookup
        assert refusal.value.code == code


async def test_registered_commands_can_be_listed_and_deleted(bot: Probe) -> None:
    @bot.tree.command(description="Check a text")
    async def check(interaction: discord.Interaction) -> None: ...

    await bot.tree.sync()
    (listed,) = await bot.tree.fetch_commands()
    assert (listed.name, listed.description) == ("check", "Check a text")
    await listed.delete()
    assert await bot.tree.fetch_commands() == []
    with pytest.raises(discord.NotFound) as refusal:
        await bot.tree.fetch_command(listed.id)
    assert refusal.value.code == 10063


async def test_typing_is_shown(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    heard: list[str] = []
    sandbox.subscribe(demo.member.id, lambda name, data: heard.append(name))
    async with bot.get_channel(int(demo.general.id)).typing():
        pass
    assert heard == ["TYPING_START"]


async def test_a_sharded_client_hears_its_guild_once(demo: Demo, sandbox: Sandbox, connect: Connect) -> None:
    class Sharded(Probe, discord.AutoShardedClient):
        """The same probe over two sockets."""

    bot = await connect(sandbox, made=Sharded(discord.Intents.default(), shard_count=2))
    sandbox.post(demo.member.id, demo.general.id, "hello")
    await bot.heard("message")
    assert await bot.silent("message")
    assert [guild.shard_id for guild in bot.guilds] == [(int(demo.guild.id) >> 22) % 2]


class TestBareRequests:
    @pytest.fixture
    async def client(self, sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
        headers = {"Authorization": f"Bot {TOKEN}"}
        async with aiohttp.ClientSession(sandbox.api_url + "/", headers=headers) as client:
            yield client

    async def test_the_content_type_has_no_parameters(self, client: aiohttp.ClientSession) -> None:
        for path in ("users/@me", "users/1", "nowhere"):
            answer = await client.get(path)
            assert answer.headers["Content-Type"] == "application/json"

    async def test_an_unknown_route_and_a_wrong_method(self, client: aiohttp.ClientSession) -> None:
        assert await (await client.get("nowhere")).json() == {"message": "404: Not Found", "code": 0}
        assert (await client.put("users/@me")).status == 405

    async def test_no_token_is_401(self, sandbox: Sandbox, demo: Demo) -> None:
        async with aiohttp.ClientSession(sandbox.api_url + "/") as stranger:
            for path in ("users/@me", f"channels/{demo.general.id}/messages", "gateway/bot"):
                assert (await stranger.get(path)).status == 401

    async def test_an_id_that_is_none_is_refused_by_name(self, client: aiohttp.ClientSession) -> None:
        answer = await (await client.get("channels/general")).json()
        assert answer["code"] == 50035
        assert answer["errors"]["channel_id"]["_errors"][0]["code"] == "NUMBER_TYPE_COERCE"

    async def test_broken_json_is_refused(self, client: aiohttp.ClientSession, demo: Demo) -> None:
        answer = await client.post(f"channels/{demo.general.id}/messages", data="{")
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)

    async def test_a_body_that_is_no_object_is_refused(
        self, client: aiohttp.ClientSession, demo: Demo
    ) -> None:
        answer = await client.post(f"channels/{demo.general.id}/messages", json=[1])
        assert (answer.status, (await answer.json())["code"]) == (400, 50035)

    async def test_a_forged_interaction_is_unknown(self, client: aiohttp.ClientSession, demo: Demo) -> None:
        answer = await client.post("interactions/1/forged/callback", json={"type": 6})
        assert (answer.status, (await answer.json())["code"]) == (404, 10062)
        answer = await client.post(f"webhooks/{demo.application.id}/forged", json={"content": "x"})
        assert (answer.status, (await answer.json())["code"]) == (404, 10015)

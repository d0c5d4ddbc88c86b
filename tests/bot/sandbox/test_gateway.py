"""The gateway, driven by discord.py's own client: what it hears, and how it comes back."""

from __future__ import annotations

import discord
import pytest
from probe import TOKEN, Connect, Probe

from bot.sandbox import members
from bot.sandbox.demo_world import Demo, demo_world
from bot.sandbox.model import Channel, ChannelKind
from bot.sandbox.server import Sandbox


async def test_a_client_becomes_ready_and_knows_the_guild(demo: Demo, bot: Probe) -> None:
    guild = bot.guilds[0]
    assert guild.name == demo.guild.name
    assert {channel.name for channel in guild.text_channels} == {"deepseek-news", "general", "mod-log"}
    topic = guild.get_channel(int(demo.discussion.id)).topic
    assert topic == demo.discussion.topic
    assert guild.me.guild_permissions.manage_messages
    assert guild.me.top_role.name == "tactful"
    assert bot.application_flags.gateway_message_content_limited


async def test_chunking_brings_every_member(demo: Demo, bot: Probe) -> None:
    await bot.guilds[0].chunk()
    assert {member.id for member in bot.guilds[0].members} == {int(one) for one in demo.guild.members}


async def test_members_can_be_queried_by_name(demo: Demo, bot: Probe) -> None:
    found = await bot.guilds[0].query_members("tri")
    assert [member.id for member in found] == [int(demo.troll.id)]


async def test_messages_are_heard_when_posted_edited_and_deleted(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    post = sandbox.post(demo.member.id, demo.general.id, "hello  ")
    created = await bot.heard("message")
    assert (created.content, str(created.author.id), created.channel.name) == (
        "hello",
        demo.member.id,
        "general",
    )
    sandbox.edit(demo.member.id, post, "hello there")
    before, after = await bot.heard("message_edit")
    assert (before.content, after.content) == ("hello", "hello there")
    assert after.edited_at is not None
    sandbox.delete(demo.member.id, post)
    assert (await bot.heard("message_delete")).id == int(post.id)


async def test_an_unfurled_link_is_an_update_without_an_edit(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    post = sandbox.post(demo.member.id, demo.general.id, "https://example.org")
    sandbox.unfurl(post, {"type": "link", "url": "https://example.org", "title": "Example"})
    _, after = await bot.heard("message_edit")
    assert after.edited_at is None
    assert after.embeds[0].title == "Example"


async def test_a_reply_brings_the_message_it_answers(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    first = sandbox.post(demo.member.id, demo.general.id, "first")
    sandbox.post(demo.troll.id, demo.general.id, "second", reply_to=first.id)
    await bot.heard("message")
    reply = await bot.heard("message")
    assert reply.type is discord.MessageType.reply
    assert reply.reference.resolved.content == "first"


class TestWithoutTheContentIntent:
    @pytest.fixture
    async def deaf(self, sandbox: Sandbox, connect: Connect) -> Probe:
        return await connect(sandbox, discord.Intents.default())

    async def test_text_is_hidden(self, demo: Demo, sandbox: Sandbox, deaf: Probe) -> None:
        sandbox.post(demo.member.id, demo.general.id, "secret")
        assert (await deaf.heard("message")).content == ""

    async def test_a_mention_of_the_bot_is_shown(self, demo: Demo, sandbox: Sandbox, deaf: Probe) -> None:
        sandbox.post(demo.member.id, demo.general.id, f"<@{demo.application.id}> help")
        assert (await deaf.heard("message")).clean_content == "@tactful help"

    async def test_its_own_messages_are_shown(self, demo: Demo, deaf: Probe) -> None:
        await deaf.get_channel(int(demo.general.id)).send("mine")
        assert (await deaf.heard("message")).content == "mine"

    async def test_direct_messages_are_shown(self, demo: Demo, sandbox: Sandbox, deaf: Probe) -> None:
        pair = [demo.member.id, demo.application.id]
        place = demo.world.add_channel(
            Channel(demo.world.new_id(), "", None, ChannelKind.DIRECT, recipient_ids=pair)
        )
        sandbox.post(demo.member.id, place.id, "between us")
        assert (await deaf.heard("message")).content == "between us"


async def test_without_the_guild_messages_intent_nothing_is_heard(
    demo: Demo, sandbox: Sandbox, connect: Connect
) -> None:
    bot = await connect(sandbox, discord.Intents(guilds=True))
    sandbox.post(demo.member.id, demo.general.id, "hello")
    assert await bot.silent("message")


async def test_a_channel_the_bot_cannot_see_is_not_heard(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    del demo.mod_log.overwrites[demo.guild.members[demo.application.id].role_ids[0]]
    sandbox.post(demo.moderator.id, demo.mod_log.id, "between moderators")
    assert await bot.silent("message")


async def test_members_coming_and_going_are_heard(demo: Demo, bot: Probe) -> None:
    newcomer = demo.world.add_user("newcomer")
    person = members.join(demo.world, demo.guild, newcomer)
    assert (await bot.heard("member_join")).name == "newcomer"
    members.leave(demo.world, demo.guild, person)
    assert (await bot.heard("member_remove")).name == "newcomer"


async def test_a_wrong_token_is_refused_at_login(sandbox: Sandbox, connect: Connect) -> None:
    with pytest.raises(discord.LoginFailure):
        await connect(sandbox, token="wrong")


async def test_a_privileged_intent_that_was_not_granted_is_refused(connect: Connect) -> None:
    async with Sandbox(demo_world(TOKEN, message_content=False).world) as sandbox:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await connect(sandbox)


class TestComingBack:
    async def test_a_dropped_socket_resumes_and_catches_up(
        self, demo: Demo, sandbox: Sandbox, bot: Probe
    ) -> None:
        sandbox.gateway.drop()
        await bot.heard("disconnect")
        sandbox.post(demo.member.id, demo.general.id, "while you were away")
        await bot.heard("resumed")
        assert (await bot.heard("message")).content == "while you were away"
        assert await bot.silent("message")

    async def test_a_reconnect_request_is_obeyed_by_resuming(self, sandbox: Sandbox, bot: Probe) -> None:
        sandbox.gateway.reconnect()
        await bot.heard("resumed")
        assert await bot.silent("ready")

    async def test_an_invalid_session_is_begun_anew(self, demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
        sandbox.gateway.invalidate()
        await bot.heard("ready")
        sandbox.post(demo.member.id, demo.general.id, "hello again")
        assert (await bot.heard("message")).content == "hello again"

    async def test_a_forgotten_session_is_begun_anew(self, sandbox: Sandbox, bot: Probe) -> None:
        sandbox.gateway.sessions.end_all()
        sandbox.gateway.drop()
        await bot.heard("ready")

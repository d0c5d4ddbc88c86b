"""REST through discord.py's own client: reading, sending, and Discord's refusals."""

from __future__ import annotations

import io
from datetime import timedelta

import discord
import pytest
from probe import TOKEN, Connect, Probe

from bot.sandbox.demo_world import Demo, demo_world
from bot.sandbox.permissions import Permission
from bot.sandbox.server import Sandbox


@pytest.fixture
def general(demo: Demo, bot: Probe) -> discord.TextChannel:
    channel = bot.get_channel(int(demo.general.id))
    assert isinstance(channel, discord.TextChannel)
    return channel


def take(demo: Demo, permission: Permission) -> None:
    """Take a permission from everybody and from the bot's role."""
    for role in demo.guild.roles.values():
        role.permissions &= ~permission


async def test_a_message_with_an_embed_and_buttons_arrives_whole(
    demo: Demo, sandbox: Sandbox, general: discord.TextChannel
) -> None:
    embed = discord.Embed(title="Case 1", description="Why").add_field(name="insult", value="0.97")
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Dismiss", custom_id="case:1:dismiss"))
    view.add_item(discord.ui.Button(label="See", url="https://example.org"))
    sent = await general.send("flagged", embed=embed, view=view)
    seen = sandbox.messages(demo.member.id, demo.general.id)[-1]
    assert seen["id"] == str(sent.id)
    assert seen["embeds"][0]["fields"][0]["name"] == "insult"
    labels = [button["label"] for button in seen["components"][0]["components"]]
    assert labels == ["Dismiss", "See"]


async def test_a_message_can_be_edited_and_deleted_by_the_bot(
    demo: Demo, sandbox: Sandbox, general: discord.TextChannel
) -> None:
    sent = await general.send("first")
    await sent.edit(content="second", embed=discord.Embed(title="and more"))
    seen = sandbox.messages(demo.member.id, demo.general.id)[-1]
    assert (seen["content"], seen["embeds"][0]["title"]) == ("second", "and more")
    assert seen["edited_timestamp"] is not None
    await sent.delete()
    assert sandbox.messages(demo.member.id, demo.general.id) == []


async def test_the_same_nonce_again_sends_nothing_anew(
    demo: Demo, sandbox: Sandbox, general: discord.TextChannel
) -> None:
    first = await general.send("once", nonce="n7")
    again = await general.send("once", nonce="n7")
    other = await general.send("twice", nonce="n8")
    assert first.id == again.id != other.id
    assert len(sandbox.messages(demo.member.id, demo.general.id)) == 2


async def test_mentions_that_are_not_allowed_name_nobody(
    demo: Demo, sandbox: Sandbox, general: discord.TextChannel
) -> None:
    await general.send(f"<@{demo.member.id}>", allowed_mentions=discord.AllowedMentions.none())
    await general.send(f"<@{demo.member.id}>")
    silent, loud = sandbox.messages(demo.member.id, demo.general.id)
    assert silent["mentions"] == []
    assert [user["id"] for user in loud["mentions"]] == [demo.member.id]


async def test_history_comes_newest_first_and_in_pages(
    demo: Demo, sandbox: Sandbox, general: discord.TextChannel
) -> None:
    posts = [sandbox.post(demo.member.id, demo.general.id, str(number)) for number in range(150)]
    found = [message.content async for message in general.history(limit=None)]
    assert found == [str(number) for number in reversed(range(150))]
    after = discord.Object(int(posts[139].id))
    assert [message.content async for message in general.history(after=after, limit=3)] == [
        "140",
        "141",
        "142",
    ]
    around = [message.content async for message in general.history(around=after, limit=3)]
    assert sorted(around) == ["138", "139", "140"]
    newest = discord.Object(int(posts[149].id))
    assert sorted([message.content async for message in general.history(around=newest, limit=3)]) == [
        "148",
        "149",
    ]


async def test_one_message_can_be_fetched(demo: Demo, sandbox: Sandbox, general: discord.TextChannel) -> None:
    post = sandbox.post(demo.member.id, demo.general.id, "hello")
    assert (await general.fetch_message(int(post.id))).content == "hello"


async def test_without_the_granted_intent_rest_hides_text_too(connect: Connect) -> None:
    demo = demo_world(TOKEN, message_content=False)
    async with Sandbox(demo.world) as sandbox:
        bot = await connect(sandbox, discord.Intents.default())
        post = sandbox.post(demo.member.id, demo.general.id, "secret")
        assert (await bot.get_channel(int(demo.general.id)).fetch_message(int(post.id))).content == ""
        await bot.end()


async def test_reactions_are_seen_by_everybody(
    demo: Demo, sandbox: Sandbox, bot: Probe, general: discord.TextChannel
) -> None:
    post = sandbox.post(demo.member.id, demo.general.id, "hello")
    message = await bot.heard("message")
    await message.add_reaction("👀")
    assert str((await bot.heard("raw_reaction_add")).emoji) == "👀"
    assert post.reactions == {"👀": [demo.application.id]}
    fetched = await general.fetch_message(int(post.id))
    assert fetched.reactions[0].me
    await message.remove_reaction("👀", bot.user)
    assert post.reactions == {}


async def test_a_thread_can_be_started_from_a_message(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    demo.guild.everyone.permissions |= Permission.CREATE_PUBLIC_THREADS
    sandbox.post(demo.member.id, demo.general.id, "hello")
    message = await bot.heard("message")
    thread = await message.create_thread(name="about this")
    await thread.send("here")
    sandbox.post(demo.member.id, str(thread.id), "and here")
    heard = [await bot.heard("message"), await bot.heard("message")]
    assert [each.content for each in heard] == ["here", "and here"]
    assert heard[1].channel.parent.name == "general"
    with pytest.raises(discord.HTTPException) as refusal:
        await message.create_thread(name="again")
    assert refusal.value.code == 160004


async def test_bulk_delete_is_one_event(
    demo: Demo, sandbox: Sandbox, bot: Probe, general: discord.TextChannel
) -> None:
    for text in ("one", "two"):
        sandbox.post(demo.troll.id, demo.general.id, text)
    messages = [await bot.heard("message"), await bot.heard("message")]
    await general.delete_messages(messages)
    assert (await bot.heard("raw_bulk_message_delete")).message_ids == {message.id for message in messages}


async def test_a_direct_message_reaches_the_person_and_no_bot(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    user = await bot.fetch_user(int(demo.troll.id))
    await user.send("a word")
    channel_id = str(user.dm_channel.id)
    assert sandbox.messages(demo.troll.id, channel_id)[0]["content"] == "a word"
    with pytest.raises(discord.HTTPException) as refusal:
        await (await bot.fetch_user(int(demo.application.id))).send("myself")
    assert refusal.value.code == 50007


async def test_a_direct_message_needs_a_guild_in_common(demo: Demo, bot: Probe) -> None:
    user = await bot.fetch_user(int(demo.troll.id))
    del demo.guild.members[demo.troll.id]
    with pytest.raises(discord.Forbidden) as refusal:
        await user.send("a word")
    assert refusal.value.code == 50007


async def test_files_are_kept_or_dropped_by_an_edit(demo: Demo, general: discord.TextChannel) -> None:
    files = [discord.File(io.BytesIO(b"one"), "one.txt"), discord.File(io.BytesIO(b"three"), "two.txt")]
    sent = await general.send(files=files)
    assert [(each.filename, each.size) for each in sent.attachments] == [("one.txt", 3), ("two.txt", 5)]
    edited = await sent.edit(content="less", attachments=sent.attachments[1:])
    assert [each.filename for each in edited.attachments] == ["two.txt"]


async def test_being_shut_out_of_a_channel_is_heard(
    demo: Demo, bot: Probe, general: discord.TextChannel
) -> None:
    role = demo.guild.roles[demo.guild.members[demo.application.id].role_ids[0]]
    role.permissions |= Permission.MANAGE_ROLES
    await general.set_permissions(general.guild.me.top_role, view_channel=False)
    _, after = await bot.heard("guild_channel_update")
    assert not after.permissions_for(after.guild.me).view_channel
    with pytest.raises(discord.Forbidden) as refusal:
        await general.send("locked out")
    assert refusal.value.code == 50001


async def test_topics_and_slow_mode_can_be_changed_with_permission(
    demo: Demo, general: discord.TextChannel
) -> None:
    with pytest.raises(discord.Forbidden):
        await general.edit(slowmode_delay=30)
    demo.guild.roles[
        demo.guild.members[demo.application.id].role_ids[0]
    ].permissions |= Permission.MANAGE_CHANNELS
    await general.edit(slowmode_delay=30)
    assert demo.general.slowmode_s == 30


class TestRefusals:
    async def test_an_unknown_message(self, general: discord.TextChannel) -> None:
        with pytest.raises(discord.NotFound) as refusal:
            await general.fetch_message(1)
        assert refusal.value.code == 10008

    async def test_an_unknown_channel(self, bot: Probe) -> None:
        with pytest.raises(discord.NotFound) as refusal:
            await bot.fetch_channel(1)
        assert refusal.value.code == 10003

    async def test_a_channel_the_bot_cannot_see(self, demo: Demo, bot: Probe) -> None:
        channel = bot.get_channel(int(demo.mod_log.id))
        take(demo, Permission.VIEW_CHANNEL)
        demo.mod_log.overwrites.clear()
        with pytest.raises(discord.Forbidden) as refusal:
            await channel.send("hello")
        assert refusal.value.code == 50001

    async def test_sending_without_permission(self, demo: Demo, general: discord.TextChannel) -> None:
        take(demo, Permission.SEND_MESSAGES)
        with pytest.raises(discord.Forbidden) as refusal:
            await general.send("hello")
        assert refusal.value.code == 50013

    async def test_an_embed_without_permission_to_embed(
        self, demo: Demo, general: discord.TextChannel
    ) -> None:
        take(demo, Permission.EMBED_LINKS)
        await general.send("text is fine")
        with pytest.raises(discord.Forbidden):
            await general.send(embed=discord.Embed(title="not this"))

    async def test_deleting_others_messages_without_permission(
        self, demo: Demo, sandbox: Sandbox, bot: Probe
    ) -> None:
        take(demo, Permission.MANAGE_MESSAGES)
        sandbox.post(demo.troll.id, demo.general.id, "mine")
        message = await bot.heard("message")
        with pytest.raises(discord.Forbidden) as refusal:
            await message.delete()
        assert refusal.value.code == 50013

    async def test_editing_others_messages(self, demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
        sandbox.post(demo.troll.id, demo.general.id, "mine")
        with pytest.raises(discord.Forbidden) as refusal:
            await (await bot.heard("message")).edit(content="yours")
        assert refusal.value.code == 50005

    async def test_reading_without_permission_gives_an_empty_history(
        self, demo: Demo, sandbox: Sandbox, general: discord.TextChannel
    ) -> None:
        sandbox.post(demo.member.id, demo.general.id, "hello")
        take(demo, Permission.READ_MESSAGE_HISTORY)
        assert [message async for message in general.history()] == []

    async def test_an_empty_message(self, general: discord.TextChannel) -> None:
        with pytest.raises(discord.HTTPException) as refusal:
            await general.send("   ")
        assert refusal.value.code == 50006

    async def test_a_long_message_is_refused_by_field(self, general: discord.TextChannel) -> None:
        with pytest.raises(discord.HTTPException) as refusal:
            await general.send("x" * 2001)
        assert refusal.value.code == 50035
        assert "In content: Must be 2000 or fewer in length." in str(refusal.value)

    async def test_old_messages_are_not_bulk_deleted(self, demo: Demo, general: discord.TextChannel) -> None:
        old = discord.utils.time_snowflake(discord.utils.utcnow() - timedelta(days=15))
        with pytest.raises(discord.HTTPException) as refusal:
            await general.delete_messages([discord.Object(old), discord.Object(old + 1)])
        assert refusal.value.code == 50034

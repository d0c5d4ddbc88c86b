"""Moderating members through discord.py: timeouts, kicks, bans, roles, the hierarchy and the audit log."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from probe import Probe

from bot.sandbox.demo_world import Demo
from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import Permission
from bot.sandbox.server import Sandbox

EVERY_POWER = (
    Permission.KICK_MEMBERS
    | Permission.BAN_MEMBERS
    | Permission.MODERATE_MEMBERS
    | Permission.MANAGE_ROLES
    | Permission.MANAGE_NICKNAMES
    | Permission.VIEW_AUDIT_LOG
)


@pytest.fixture
def guild(demo: Demo, bot: Probe) -> discord.Guild:
    own_role = demo.guild.roles[demo.guild.members[demo.application.id].role_ids[0]]
    own_role.permissions |= EVERY_POWER
    return bot.guilds[0]


async def test_a_member_in_timeout_cannot_post_until_it_is_lifted(
    demo: Demo, sandbox: Sandbox, guild: discord.Guild
) -> None:
    troll = await guild.fetch_member(int(demo.troll.id))
    await troll.timeout(timedelta(minutes=10))
    with pytest.raises(ApiError) as refusal:
        sandbox.post(demo.troll.id, demo.general.id, "let me")
    assert refusal.value.code == 50013
    await troll.timeout(None)
    sandbox.post(demo.troll.id, demo.general.id, "thanks")


async def test_a_timeout_is_at_most_28_days(demo: Demo, guild: discord.Guild) -> None:
    troll = await guild.fetch_member(int(demo.troll.id))
    with pytest.raises(discord.HTTPException) as refusal:
        await troll.timeout(timedelta(days=29))
    assert refusal.value.code == 50035


async def test_nobody_above_the_bot_can_be_touched(demo: Demo, guild: discord.Guild) -> None:
    owner = await guild.fetch_member(int(demo.guild.owner_id))
    for act in (owner.kick(), owner.ban(), owner.timeout(timedelta(minutes=1)), owner.edit(nick="x")):
        with pytest.raises(discord.Forbidden) as refusal:
            await act
        assert refusal.value.code == 50013


async def test_kicking_needs_its_permission(demo: Demo, bot: Probe) -> None:
    troll = await bot.guilds[0].fetch_member(int(demo.troll.id))
    with pytest.raises(discord.Forbidden):
        await troll.kick()


async def test_a_kicked_member_is_gone_and_the_reason_is_kept(
    demo: Demo, bot: Probe, guild: discord.Guild
) -> None:
    troll = await guild.fetch_member(int(demo.troll.id))
    await troll.kick(reason="enough, said everyone")
    assert (await bot.heard("raw_member_remove")).user.id == troll.id
    with pytest.raises(discord.NotFound) as refusal:
        await guild.fetch_member(troll.id)
    assert refusal.value.code == 10007
    entries = [entry async for entry in guild.audit_logs(action=discord.AuditLogAction.kick)]
    assert [(entry.reason, entry.target.id) for entry in entries] == [("enough, said everyone", troll.id)]


async def test_a_ban_deletes_recent_messages_and_can_be_lifted(
    demo: Demo, sandbox: Sandbox, guild: discord.Guild
) -> None:
    sandbox.post(demo.troll.id, demo.general.id, "spam")
    sandbox.post(demo.member.id, demo.general.id, "not spam")
    troll = await guild.fetch_member(int(demo.troll.id))
    await troll.ban(delete_message_seconds=3600, reason="spam")
    assert [post["content"] for post in sandbox.messages(demo.member.id, demo.general.id)] == ["not spam"]
    assert (await guild.fetch_ban(troll)).reason == "spam"
    await guild.unban(troll)
    with pytest.raises(discord.NotFound) as refusal:
        await guild.fetch_ban(troll)
    assert refusal.value.code == 10026


async def test_only_roles_below_its_own_can_be_given(demo: Demo, guild: discord.Guild) -> None:
    troll = await guild.fetch_member(int(demo.troll.id))
    lower = discord.utils.get(guild.roles, name="moderator")
    await troll.add_roles(lower)
    assert demo.guild.members[demo.troll.id].role_ids == [str(lower.id)]
    await troll.remove_roles(lower)
    with pytest.raises(discord.Forbidden):
        await troll.add_roles(guild.me.top_role)


async def test_a_moderators_act_is_heard_through_the_audit_log(
    demo: Demo, bot: Probe, guild: discord.Guild
) -> None:
    troll = await guild.fetch_member(int(demo.troll.id))
    await troll.timeout(timedelta(minutes=5), reason="calm down")
    entry = await bot.heard("audit_log_entry_create")
    assert (entry.action, entry.reason) == (discord.AuditLogAction.member_update, "calm down")
    assert entry.after.timed_out_until is not None


async def test_a_moderators_deletion_is_audited_and_a_bots_is_not(
    demo: Demo, sandbox: Sandbox, bot: Probe, guild: discord.Guild
) -> None:
    first = sandbox.post(demo.troll.id, demo.general.id, "one")
    sandbox.delete(demo.moderator.id, first)
    sandbox.post(demo.troll.id, demo.general.id, "two")
    await bot.heard("message")
    await (await bot.heard("message")).delete()
    entries = [entry async for entry in guild.audit_logs(action=discord.AuditLogAction.message_delete)]
    assert [(str(entry.user.id), str(entry.target.id)) for entry in entries] == [
        (demo.moderator.id, demo.troll.id)
    ]


async def test_a_channel_can_be_locked_by_an_overwrite(
    demo: Demo, sandbox: Sandbox, guild: discord.Guild
) -> None:
    general = guild.get_channel(int(demo.general.id))
    await general.set_permissions(guild.default_role, send_messages=False)
    with pytest.raises(ApiError) as refusal:
        sandbox.post(demo.member.id, demo.general.id, "hello?")
    assert refusal.value.code == 50013
    await general.set_permissions(guild.default_role, overwrite=None)
    sandbox.post(demo.member.id, demo.general.id, "hello!")

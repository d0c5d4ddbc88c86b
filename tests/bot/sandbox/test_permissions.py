"""Permissions as Discord computes them, layer by layer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import permissions
from bot.sandbox.demo_world import Demo
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Member, Overwrite
from bot.sandbox.people import posting
from bot.sandbox.permissions import ALL, NONE, Permission


@pytest.fixture
def troll(demo: Demo) -> Member:
    return demo.guild.members[demo.troll.id]


def granted(demo: Demo) -> Permission:
    return demo.world.permissions(demo.troll.id, demo.general)


def overwrite(demo: Demo, target_id: str, *, allow: int = 0, deny: int = 0) -> None:
    demo.general.overwrites[target_id] = Overwrite(target_id, 0, allow, deny)


def test_the_owner_may_do_everything_even_where_it_is_denied(demo: Demo) -> None:
    overwrite(demo, demo.guild.id, deny=Permission.VIEW_CHANNEL)
    assert demo.world.permissions(demo.guild.owner_id, demo.general) == ALL


def test_an_administrator_may_do_everything(demo: Demo, troll: Member) -> None:
    role = demo.world.add_role(demo.guild, "admin", Permission.ADMINISTRATOR)
    troll.role_ids.append(role.id)
    overwrite(demo, demo.guild.id, deny=Permission.VIEW_CHANNEL)
    assert granted(demo) == ALL


def test_a_role_allows_what_everyone_is_denied_and_a_member_overwrite_has_the_last_word(
    demo: Demo, troll: Member
) -> None:
    role = demo.world.add_role(demo.guild, "trusted", NONE)
    troll.role_ids.append(role.id)
    overwrite(demo, demo.guild.id, deny=Permission.SEND_MESSAGES)
    assert not granted(demo) & Permission.SEND_MESSAGES
    overwrite(demo, role.id, allow=Permission.SEND_MESSAGES)
    assert granted(demo) & Permission.SEND_MESSAGES
    overwrite(demo, demo.troll.id, deny=Permission.SEND_MESSAGES)
    assert not granted(demo) & Permission.SEND_MESSAGES


def test_among_roles_allowing_wins_over_denying(demo: Demo, troll: Member) -> None:
    one = demo.world.add_role(demo.guild, "one", NONE)
    two = demo.world.add_role(demo.guild, "two", NONE)
    troll.role_ids += [one.id, two.id]
    overwrite(demo, one.id, allow=Permission.SEND_MESSAGES)
    overwrite(demo, two.id, deny=Permission.SEND_MESSAGES)
    assert granted(demo) & Permission.SEND_MESSAGES


def test_who_cannot_see_a_channel_can_do_nothing_in_it(demo: Demo) -> None:
    overwrite(demo, demo.guild.id, deny=Permission.VIEW_CHANNEL)
    assert granted(demo) == NONE


def test_a_timeout_leaves_reading_and_ends_by_itself(demo: Demo, troll: Member) -> None:
    troll.timed_out_until = demo.world.now() + timedelta(minutes=1)
    assert granted(demo) == Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
    troll.timed_out_until = demo.world.now() - timedelta(minutes=1)
    assert granted(demo) & Permission.SEND_MESSAGES


def test_who_left_may_do_nothing(demo: Demo) -> None:
    del demo.guild.members[demo.troll.id]
    assert granted(demo) == NONE


def test_rank_is_the_highest_role_and_equals_do_not_outrank(demo: Demo, troll: Member) -> None:
    moderator = demo.guild.members[demo.moderator.id]
    owner = demo.guild.members[demo.guild.owner_id]
    assert permissions.outranks(demo.guild, moderator, troll)
    assert not permissions.outranks(demo.guild, troll, moderator)
    assert not permissions.outranks(demo.guild, moderator, moderator)
    assert not permissions.outranks(demo.guild, moderator, owner)
    assert permissions.outranks(demo.guild, owner, moderator)


def test_the_log_is_seen_by_moderators_and_the_bot_alone(demo: Demo) -> None:
    seers = {one for one in demo.guild.members if demo.world.sees(one, demo.mod_log.id)}
    assert seers == {demo.moderator.id, demo.application.id, demo.guild.owner_id}


def test_slow_mode_holds_people_up_but_not_moderators(demo: Demo) -> None:
    demo.general.slowmode_s = 30
    for user_id in (demo.moderator.id, demo.moderator.id, demo.troll.id):
        posting.post(demo.world, user_id, demo.general.id, "x", None)
    with pytest.raises(ApiError) as refusal:
        posting.post(demo.world, demo.troll.id, demo.general.id, "x", None)
    assert refusal.value.code == 20016

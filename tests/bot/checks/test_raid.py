from __future__ import annotations

from datetime import timedelta
from typing import Any

from desk import Desk

from bot.check_config import RaidConfig
from bot.config import Config
from bot.decision import Finding
from bot.post import NO_CHANNEL, Post, PostKind, member_event


def newcomer(desk: Desk, number: int, joined: float, posts: float | None = None, **changes: Any) -> Post:
    """A post of an account made an hour ago that joined at `joined` seconds, or its joining."""
    at = desk.post(at=joined).created_at
    member = str(100 + number)
    who = {
        "author_id": member,
        "author_joined_at": at,
        "author_created_at": at - timedelta(hours=1),
    } | changes
    if posts is None:
        return desk.post(
            "", at=joined, kind=PostKind.JOIN, id=member_event("1", member), channel_id=NO_CHANNEL, **who
        )
    return desk.post("hello", at=posts, **who)


def joins(desk: Desk, count: int, gap: float = 1.0, **changes: Any) -> list[Finding | None]:
    return [desk.found("raid", newcomer(desk, n, n * gap, **changes)) for n in range(count)]


def test_ten_new_accounts_in_a_minute_are_a_raid() -> None:
    found = joins(Desk(), 12)
    assert [bool(one) for one in found] == [False] * 9 + [True] * 3
    assert found[9]
    assert found[9].reason.summary == "One of 10 new accounts that joined within 9 seconds."
    last = found[-1]
    assert last
    assert last.campaign
    assert (last.campaign.accounts, last.campaign.posts, last.campaign.channels) == (12, 0, 0)
    assert len({one.campaign.key for one in found if one and one.campaign}) == 1
    assert len(last.campaign.first) == 9


def test_a_busy_day_is_none() -> None:
    assert not any(joins(Desk(), 60, gap=10.0))


def test_a_crowd_of_old_accounts_is_none() -> None:
    old = Desk().post().created_at - timedelta(days=400)
    assert not any(joins(Desk(), 30, author_created_at=old))


def test_without_hearing_of_joins_the_posts_tell() -> None:
    desk = Desk()
    posts = [newcomer(desk, n, n, posts=100 + 10 * n) for n in range(11)]
    found = [desk.found("raid", post) for post in posts]
    assert [bool(one) for one in found] == [False] * 9 + [True] * 2
    # Whoever came with the raid and had passed before is told when posting again.
    again = desk.found("raid", newcomer(desk, 0, 0, posts=300))
    assert again
    assert again.campaign
    assert again.campaign.accounts == 11


def test_the_order_of_the_posts_does_not_matter() -> None:
    desk = Desk()
    found = [desk.found("raid", newcomer(desk, n, n, posts=200 + n)) for n in (5, 0, 9, 1, 8, 2, 7, 3, 6, 4)]
    assert [bool(one) for one in found] == [False] * 9 + [True]


def test_members_of_before_and_after_are_left_alone() -> None:
    desk = Desk()
    joins(desk, 12)
    assert not desk.found("raid", newcomer(desk, 50, -3600, posts=20))
    assert not desk.found("raid", newcomer(desk, 51, 600, posts=650))
    assert not desk.found("raid", desk.post("hello", at=20))


def test_after_an_hour_they_are_members_like_others() -> None:
    desk = Desk()
    joins(desk, 12)
    assert desk.found("raid", newcomer(desk, 3, 3, posts=3000))
    assert not desk.found("raid", newcomer(desk, 3, 3, posts=3700))


def test_the_same_account_joining_twice_counts_once() -> None:
    desk = Desk()
    assert not any(desk.found("raid", newcomer(desk, 1, 1.0)) for _ in range(30))


def test_two_raids_are_two_campaigns() -> None:
    desk = Desk()
    first = joins(desk, 10)[-1]
    second = [desk.found("raid", newcomer(desk, 50 + n, 7200 + n)) for n in range(10)][-1]
    assert first
    assert second
    assert first.campaign
    assert second.campaign
    assert first.campaign.key != second.campaign.key


def test_the_limits_are_the_servers() -> None:
    desk = Desk(Config(raid=RaidConfig(accounts=3, seconds=10)))
    assert [bool(one) for one in joins(desk, 3)] == [False, False, True]


def test_a_wave_of_thousands_is_remembered_in_bounds() -> None:
    desk = Desk()
    made = desk.post().created_at - timedelta(hours=1)
    for number in range(12_000):
        at = desk.post(at=number * 0.01).created_at
        raid = desk.memory.joins.raid("1", str(number), at, made)
    assert raid
    assert raid.accounts <= 5_000

from __future__ import annotations

from dataclasses import replace

from desk import Desk

from bot.check_config import FloodConfig
from bot.config import Config, ExemptConfig, WatchConfig
from bot.decision import Finding, Stance


def flood(desk: Desk, posts: int, gap: float = 0.5, **changes: object) -> list[Finding | None]:
    return [desk.found("flood", desk.post(at=number * gap, **changes)) for number in range(posts)]


def test_the_eighth_post_in_ten_seconds_is_a_flood_and_none_before() -> None:
    found = flood(Desk(), 9)
    assert found[:7] == [None] * 7
    assert found[7]
    assert found[7].reason.summary == "8 posts within 10 seconds."
    assert found[7].reason.score == found[7].reason.threshold == 0.5
    assert found[8]
    assert found[8].reason.score > 0.5


def test_a_lively_talk_is_none() -> None:
    assert not any(flood(Desk(), 30, gap=2.0))


def test_it_counts_over_all_channels_and_each_author_alone() -> None:
    desk = Desk()
    channels = [desk.found("flood", desk.post(at=n * 0.5, channel_id=str(20 + n))) for n in range(8)]
    assert channels[-1]
    authors = [desk.found("flood", desk.post(at=n * 0.1, author_id=str(n))) for n in range(30)]
    assert not any(authors)
    servers = [desk.found("flood", desk.post(at=n * 0.1, guild_id=str(n), author_id="9")) for n in range(30)]
    assert not any(servers)


def test_a_flood_is_one_campaign_that_names_the_posts_let_pass() -> None:
    desk = Desk()
    posts = [desk.post(at=n * 0.5, channel_id=str(20 + n % 3)) for n in range(12)]
    campaigns = [found.campaign for post in posts if (found := desk.found("flood", post))]
    assert len(campaigns) == 5
    last = campaigns[-1]
    assert last
    assert {campaign.key for campaign in campaigns if campaign} == {last.key}
    assert (last.posts, last.accounts, last.channels) == (12, 1, 3)
    assert (last.first_seen, last.last_seen) == (posts[0].created_at, posts[-1].created_at)
    assert [seen.post_id for seen in last.first] == [post.id for post in posts[:7]]


def test_another_flood_later_is_another_campaign() -> None:
    desk = Desk()
    first = flood(desk, 8)[-1]
    second = [desk.found("flood", desk.post(at=60 + n * 0.5)) for n in range(8)][-1]
    assert first
    assert second
    assert first.campaign
    assert second.campaign
    assert first.campaign.key != second.campaign.key


def test_a_post_delivered_twice_and_its_edits_count_once() -> None:
    desk = Desk()
    post = desk.post()
    for number in range(20):
        edited = replace(post, edited_at=desk.post(at=number).created_at)
        assert not desk.found("flood", post)
        assert not desk.found("flood", edited)


def test_posts_out_of_order_count_all_the_same() -> None:
    desk = Desk()
    posts = [desk.post(at=n) for n in range(8)]
    assert not any(desk.found("flood", post) for post in (*posts[:3], *posts[:3:-1]))
    assert desk.found("flood", posts[3]) is None  # four seconds in, only four posts had been made
    assert desk.found("flood", posts[-1])


def test_a_flood_of_pictures_is_one() -> None:
    decisions = [desk.judge(desk.post("", at=n * 0.2)) for desk in [Desk()] for n in range(8)]
    assert decisions[0].skipped == "no text"
    assert decisions[-1].flagged


def test_the_limits_are_the_servers() -> None:
    desk = Desk(Config(flood=FloodConfig(posts=3, seconds=60)))
    assert [bool(found) for found in flood(desk, 3, gap=20)] == [False, False, True]


def test_switched_off_it_says_nothing() -> None:
    assert not any(flood(Desk(Config(reasons={"flood": Stance.OFF})), 20))


def test_a_higher_threshold_waits_for_a_worse_flood() -> None:
    found = flood(Desk(Config(thresholds={"flood": 0.75})), 16, gap=0.1)
    assert [bool(one) for one in found] == [False] * 15 + [True]


def test_whoever_is_exempt_is_not_counted() -> None:
    assert not any(flood(Desk(Config(exempt=ExemptConfig(users=("42",)))), 20))


def test_people_behind_one_webhook_are_told_apart() -> None:
    desk = Desk(Config(watch=WatchConfig(webhooks=True)))
    found = [
        desk.found("flood", desk.post(at=n * 0.1, from_webhook=True, author_name=f"person {n % 8}"))
        for n in range(40)
    ]
    assert not any(found)

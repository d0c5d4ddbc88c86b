from __future__ import annotations

from datetime import timedelta

from posts import make_post

from bot.memory.groups import MOST_COUNTED, MOST_GROUPS, Groups, sighting
from bot.post import Post

FIRST = make_post()


def post(number: int, **changes: object) -> Post:
    at = FIRST.created_at + timedelta(seconds=number)
    return make_post(**({"id": str(number), "created_at": at} | changes))


def test_a_group_counts_each_post_account_and_channel_once() -> None:
    groups = Groups()
    for number, author, channel in ((1, "a", "x"), (2, "b", "x"), (2, "b", "x"), (3, "a", "y")):
        campaign = groups.add("key", post(number, author_id=author, channel_id=channel))
    assert (campaign.posts, campaign.accounts, campaign.channels) == (3, 2, 2)
    assert (campaign.first_seen, campaign.last_seen) == (post(1).created_at, post(3).created_at)


def test_earlier_posts_are_asked_for_only_when_the_group_is_new() -> None:
    groups = Groups()
    campaign = groups.add("key", post(5), (sighting(post(number)) for number in (4, 3, 5)))
    assert [seen.post_id for seen in campaign.first] == ["3", "4"]
    assert campaign.posts == 3
    again = groups.add("key", post(6), (1 / 0 for _ in range(1)))  # type: ignore[misc]
    assert [seen.post_id for seen in again.first] == ["3", "4"]


def test_a_run_goes_on_until_the_author_pauses() -> None:
    groups = Groups()
    keys = [groups.run("flood", post(number), 10) for number in (1, 8, 16, 26, 40, 45)]
    assert keys == ["flood-1"] * 4 + ["flood-40"] * 2
    assert groups.run("mentions", post(45), 10) == "mentions-45"
    assert groups.run("flood", post(46, author_id="7"), 10) == "flood-46"


def test_memory_is_bounded() -> None:
    groups = Groups()
    for number in range(MOST_COUNTED + 500):
        campaign = groups.add("big", post(number))
    assert campaign.posts == MOST_COUNTED
    for number in range(2 * MOST_GROUPS):
        groups.add(str(number), post(number))
        groups.run("flood", post(number, author_id=str(number)), 10)
    assert len(groups._groups) == len(groups._runs) == MOST_GROUPS

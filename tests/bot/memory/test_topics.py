from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from posts import make_post

from bot.memory.topic_store import Accepted, Suggested
from bot.memory.topics import MOST_ACCEPTED, MOST_ROOMS, Room, Topics
from bot.post import Post

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Kept:
    """A store in memory that outlives the topics."""

    def __init__(self) -> None:
        self.posts: dict[str, Accepted] = {}
        self.told: dict[tuple[str, str], Suggested] = {}

    async def accepted(self) -> Iterable[Accepted]:
        return list(self.posts.values())

    async def suggested(self, since: date) -> Iterable[Suggested]:
        return [one for one in self.told.values() if one.day >= since]

    async def keep_accepted(self, one: Accepted) -> None:
        self.posts[one.post_id] = one

    async def drop_accepted(self, post_id: str) -> None:
        self.posts.pop(post_id, None)

    async def keep_suggested(self, one: Suggested) -> None:
        self.told[one.guild_id, one.author_id] = one


def post(number: int = 1, **changes: object) -> Post:
    return make_post(id=str(number), created_at=NOON, **changes)


def test_rooms_elsewhere_are_all_but_this_one_and_bounded() -> None:
    topics = Topics()
    topics.set_rooms("1", [Room("10", "here", "a"), Room("11", "there", "b")])
    assert [room.name for room in topics.elsewhere(post())] == ["there"]
    assert [room.name for room in topics.elsewhere(post(channel_id="7", parent_id="11"))] == ["here"]
    assert topics.elsewhere(post(guild_id="2")) == []
    topics.set_rooms("1", (Room(str(n), "x", "y") for n in range(1_000)))
    assert len(topics.elsewhere(post(channel_id="none"))) == MOST_ROOMS


def test_an_accepted_post_counts_once_in_its_channel() -> None:
    topics = Topics()
    for odds in (2.0, 3.0):
        topics.accept(Accepted("1", "10", "1", odds))
    assert topics.accepted_in(post()) == [3.0]
    assert topics.accepted_in(post(channel_id="7", parent_id="10")) == [3.0]
    assert topics.accepted_in(post(channel_id="11")) == []
    topics.withdraw("1")
    topics.withdraw("1")
    assert topics.accepted_in(post()) == []


def test_only_the_newest_accepted_posts_are_kept() -> None:
    topics = Topics()
    for number in range(200):
        topics.accept(Accepted("1", "10", str(number), float(number)))
    assert topics.accepted_in(post()) == [float(number) for number in range(200 - MOST_ACCEPTED, 200)]


async def test_a_restart_forgets_neither_boundaries_nor_suggestions() -> None:
    store, before = Kept(), Topics()
    accepted = Accepted("1", "10", "9", 2.5)
    before.accept(accepted)
    await store.keep_accepted(accepted)
    assert before.may_suggest(post(1))
    await before.save(store)

    after = Topics()
    await after.load(store, NOON + timedelta(hours=1))
    assert after.accepted_in(post()) == [2.5]
    assert after.may_suggest(post(1))
    assert not after.may_suggest(post(2))
    assert after.may_suggest(post(3, author_id="7"))


async def test_a_suggestion_is_given_to_the_store_once() -> None:
    store, topics = Kept(), Topics()
    topics.may_suggest(post(1))
    await topics.save(store)
    store.told.clear()
    topics.may_suggest(post(1))
    topics.may_suggest(post(2))
    await topics.save(store)
    assert not store.told

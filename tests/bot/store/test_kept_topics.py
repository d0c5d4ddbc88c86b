from __future__ import annotations

from datetime import date, timedelta

from keeping import House

from bot.memory.topic_store import Accepted, Suggested
from bot.store.database import Database
from bot.store.topics import StoredTopics

TODAY = date(2026, 11, 23)
FINE = Accepted("1", "10", "1001", 2.5)


async def test_accepted_posts_are_kept_once_in_order_and_can_be_taken_back(database: Database) -> None:
    house = House(database)
    store = StoredTopics(database.sessions, house.clock)
    other = Accepted("1", "10", "0999", 1.5)
    await store.keep_accepted(FINE)
    house.clock.pass_by(seconds=1)
    await store.keep_accepted(other)
    assert list(await store.accepted()) == [FINE, other]
    await store.keep_accepted(FINE)
    assert len(await store.accepted()) == 2
    await store.drop_accepted("0999")
    await store.drop_accepted("0999")
    assert list(await store.accepted()) == [FINE]


async def test_suggestions_are_kept_for_their_day(database: Database) -> None:
    store = StoredTopics(database.sessions)
    yesterday = Suggested("1", "42", TODAY - timedelta(days=1), "1001")
    today = Suggested("1", "43", TODAY, "1002")
    await store.keep_suggested(yesterday)
    await store.keep_suggested(yesterday)
    assert list(await store.suggested(TODAY - timedelta(days=1))) == [yesterday]
    await store.keep_suggested(today)
    assert list(await store.suggested(TODAY - timedelta(days=1))) == [today]


async def test_the_name_that_a_webhook_speaks_for_is_not_kept(database: Database) -> None:
    store = StoredTopics(database.sessions)
    await store.keep_suggested(Suggested("1", "4242:Gandalf", TODAY, "1001"))
    assert list(await store.suggested(TODAY)) == []

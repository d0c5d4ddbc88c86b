from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from posts import make_post
from sqlalchemy import func, select
from word_model import WordModel

from bot.cases import Cases, News, RulingRefusedError, SecondOpenCaseError
from bot.config import Config
from bot.decision import Decision
from bot.ledger import Ledger
from bot.pipeline import judge
from bot.policy import Policy
from bot.post import Post
from bot.store.database import Database
from bot.store.schema import Base, Case, CaseFinding, JudgedPost, Status

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def decide(post: Post) -> Decision:
    return judge(post, WordModel(), Policy(Config()))


@pytest.fixture
def cases(database: Database) -> Cases:
    return Cases(database.sessions)


async def open_case(cases: Cases, post: Post) -> Case:
    recorded = await cases.record(decide(post))
    assert recorded is not None
    return recorded.case


async def count(database: Database, table: type) -> int:
    async with database.sessions.begin() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_flag_becomes_a_numbered_open_case(cases: Cases) -> None:
    recorded = await cases.record(decide(make_post("you idiot")))
    assert recorded is not None
    assert recorded.news is News.OPENED
    case = await cases.get(recorded.case.id)
    assert case is not None
    assert (case.id, case.status, case.card_id) == (1, Status.OPEN, None)
    assert [finding.label for finding in case.findings] == ["incivility", "insult"]
    assert case.findings[1].spans == [[4, 9]]
    assert case.opened_at.tzinfo is not None


async def test_a_post_that_passes_opens_none(cases: Cases, database: Database) -> None:
    assert await cases.record(decide(make_post("good morning"))) is None
    assert (await count(database, Case), await count(database, JudgedPost)) == (0, 1)


async def test_the_same_event_twice_opens_one_case(cases: Cases, database: Database) -> None:
    first, second = await asyncio.gather(*(cases.record(decide(make_post())) for _ in range(2)))
    assert [first, second].count(None) == 1
    assert await count(database, Case) == 1


async def test_many_posts_at_once_get_a_case_each(cases: Cases, database: Database) -> None:
    posts = [make_post(id=str(2000 + i)) for i in range(20)]
    recorded = await asyncio.gather(*(cases.record(decide(post)) for post in posts))
    assert sorted(entry.case.id for entry in recorded if entry) == list(range(1, 21))


async def test_an_edit_updates_the_open_case(cases: Cases, database: Database) -> None:
    case = await open_case(cases, make_post("you idiot"))
    edited = make_post("elves again", edited_at=NOON)
    recorded = await cases.record(decide(edited))
    assert recorded is not None
    assert (recorded.news, recorded.case.id) == (News.UPDATED, case.id)
    assert [finding.label for finding in recorded.case.findings] == ["incivility", "identity_attack"]
    assert recorded.case.revision == edited.revision
    assert (await count(database, Case), await count(database, CaseFinding)) == (1, 2)


async def test_an_edit_into_something_civil_leaves_the_case_open_and_says_so(cases: Cases) -> None:
    case = await open_case(cases, make_post("you idiot"))
    recorded = await cases.record(decide(make_post("dear friend", edited_at=NOON)))
    assert recorded is not None
    assert (recorded.news, recorded.case.id, recorded.case.status) == (News.PASSES_NOW, case.id, Status.OPEN)


async def test_an_edit_after_the_decision_opens_a_new_case(cases: Cases) -> None:
    case = await open_case(cases, make_post())
    await cases.rule(case.id, Status.DISMISSED, "7")
    recorded = await cases.record(decide(make_post("still an idiot", edited_at=NOON)))
    assert recorded is not None
    assert (recorded.news, recorded.case.id) == (News.OPENED, case.id + 1)
    with pytest.raises(SecondOpenCaseError):
        await cases.rule(case.id, Status.OPEN, "7")


async def test_an_event_that_comes_late_changes_nothing(cases: Cases) -> None:
    later = make_post("you idiot", edited_at=NOON)
    await cases.record(decide(later))
    assert await cases.record(decide(make_post("elves"))) is None
    assert await cases.record(decide(make_post("elves", edited_at=NOON - timedelta(seconds=1)))) is None


async def test_the_ledger_knows_what_was_judged(cases: Cases, database: Database) -> None:
    ledger = Ledger(database.sessions)
    assert not await ledger.has(make_post())
    await cases.record(decide(make_post()))
    assert await ledger.has(make_post())
    assert not await ledger.has(make_post(edited_at=NOON))


async def test_the_ledger_forgets_after_the_configured_days(cases: Cases, database: Database) -> None:
    ledger = Ledger(database.sessions)
    await cases.record(decide(make_post()))
    await ledger.forget_older_than(days=1)
    assert await ledger.has(make_post())
    await ledger.forget_older_than(days=0)
    assert not await ledger.has(make_post())


@pytest.mark.parametrize("status", [Status.AGREED, Status.DISMISSED, Status.DELETED])
async def test_a_ruling_says_who_and_when_and_can_be_taken_back(cases: Cases, status: Status) -> None:
    case = await open_case(cases, make_post())
    before = datetime.now(UTC)
    ruled = await cases.rule(case.id, status, "7")
    assert ruled.status is status
    assert ruled.rulings[-1].moderator_id == "7"
    assert before - timedelta(seconds=1) <= ruled.rulings[-1].ruled_at <= datetime.now(UTC)
    reopened = await cases.rule(case.id, Status.OPEN, "8")
    assert reopened.status is Status.OPEN
    assert [(ruling.status, ruling.moderator_id) for ruling in reopened.rulings] == [
        (status, "7"),
        (Status.OPEN, "8"),
    ]


async def test_of_two_moderators_the_first_decides(cases: Cases) -> None:
    case = await open_case(cases, make_post())
    results = await asyncio.gather(
        cases.rule(case.id, Status.AGREED, "7"),
        cases.rule(case.id, Status.DISMISSED, "8"),
        return_exceptions=True,
    )
    assert sum(isinstance(result, RulingRefusedError) for result in results) == 1
    kept = await cases.get(case.id)
    assert kept is not None
    assert len(kept.rulings) == 1


async def test_an_agreed_post_may_still_be_deleted_and_a_dismissed_one_not(cases: Cases) -> None:
    agreed = await open_case(cases, make_post())
    await cases.rule(agreed.id, Status.AGREED, "7")
    assert (await cases.rule(agreed.id, Status.DELETED, "7")).status is Status.DELETED
    dismissed = await open_case(cases, make_post(id="1002"))
    await cases.rule(dismissed.id, Status.DISMISSED, "7")
    with pytest.raises(RulingRefusedError, match="dismissed"):
        await cases.rule(dismissed.id, Status.DELETED, "7")


async def test_a_case_remembers_its_card(cases: Cases) -> None:
    case = await open_case(cases, make_post())
    await cases.remember_card(case.id, "500", "501")
    kept = await cases.get(case.id)
    assert kept is not None
    assert (kept.card_channel_id, kept.card_id) == ("500", "501")


async def test_there_is_no_case_of_a_number_never_given(cases: Cases) -> None:
    assert await cases.get(404) is None


async def test_no_word_of_the_post_is_stored(cases: Cases, database: Database) -> None:
    await open_case(cases, make_post("Gandalf was an idiot", author_name="Saruman", topic="Isengard"))
    stored = []
    async with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            stored += [str(row) for row in await connection.execute(select(table))]
    for word in ("Gandalf", "idiot", "Saruman", "Isengard"):
        assert not [row for row in stored if word in row]

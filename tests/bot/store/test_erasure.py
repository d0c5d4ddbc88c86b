"""What is forgotten by its age, with its post or its author, and when somebody asks."""

from __future__ import annotations

import pytest
from keeping import House, trusting

from bot.appeals import Appeals
from bot.config import Config
from bot.erasure import NOBODY, Card
from bot.settings import Key, Settings
from bot.store.database import Database
from bot.store.schema import (
    Act,
    ActState,
    Appeal,
    Case,
    CaseFinding,
    CastVote,
    Ruling,
    SealedText,
    Setting,
    Status,
)
from bot.trust_config import Consequence, PrivacyConfig


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_a_deleted_posts_words_go_and_others_stay(house: House) -> None:
    await house.flag()
    await house.flag(id="1002")
    await house.erasure.posts_deleted(["1001", "9999"])
    assert [text.post_id for text in await house.rows(SealedText)] == ["1002"]
    assert len(await house.rows(Case)) == 2


@pytest.mark.parametrize("done", [False, True])
async def test_the_copy_of_what_we_remove_ourselves_stays(database: Database, done: bool) -> None:
    house = House(database, trusting(Consequence.REMOVE))
    await house.flag()
    if done:
        await house.do_all()
    else:
        await house.outbox.claim(["1"], ())
    await house.erasure.posts_deleted(["1001"])
    assert await house.cases.text("1001") == "you idiot"


async def test_once_it_is_undone_the_copy_may_go_like_any_other(database: Database) -> None:
    house = House(database, trusting(Consequence.REMOVE))
    await house.flag()
    await house.do_all()
    await house.undo.case("1", 1, "7")
    await house.do_all()
    await house.erasure.posts_deleted(["1001"])
    assert await house.rows(SealedText) == []


async def test_with_a_member_all_their_words_go_on_that_server_alone(database: Database) -> None:
    house = House(database, trusting(Consequence.REMOVE))
    await house.flag()
    await house.flag(id="1002", author_id="43")
    await house.flag(id="1003", guild_id="2")
    await house.do_all()
    await Appeals(database.sessions, house.vault).make("1", 1, "42", "It was a quotation.")
    await house.erasure.member_gone("1", "42")
    assert {text.post_id for text in await house.rows(SealedText)} == {"1002", "1003"}
    assert [appeal.sealed for appeal in await house.rows(Appeal)] == [None]


async def test_words_go_by_their_age(database: Database) -> None:
    house = House(database, Config(privacy=PrivacyConfig(keep_text_days=3)))
    await house.flag()
    house.clock.pass_by(days=2)
    await house.flag(id="1002")
    house.clock.pass_by(days=1, seconds=1)
    await house.erasure.sweep()
    assert [text.post_id for text in await house.rows(SealedText)] == ["1002"]


async def test_cases_go_by_their_age_and_leave_their_numbers(database: Database) -> None:
    house = House(database, trusting(Consequence.NUDGE, privacy=PrivacyConfig(keep_cases_days=30)))
    await house.flag()
    await house.do_all()
    await house.cases.rule(1, Status.AGREED, "7")
    house.clock.pass_by(days=31)
    await house.erasure.sweep()
    for table in (Case, CaseFinding, Ruling, Act, SealedText):
        assert await house.rows(table) == [], table
    assert {(vote.label, vote.case_id) for vote in await house.rows(CastVote)} == {
        ("incivility", None),
        ("insult", None),
    }


async def test_a_case_with_something_still_to_end_outlives_its_age(database: Database) -> None:
    house = House(database, trusting(Consequence.SLOW_MODE, privacy=PrivacyConfig(keep_cases_days=1)))
    await house.flag()
    (act,) = await house.outbox.claim(["1"], ())
    house.clock.pass_by(days=2)
    await house.outbox.done(act.id, {"before": 0}, house.clock.now)
    await house.erasure.sweep()
    assert len(await house.rows(Case)) == 1
    await house.do_all()
    await house.erasure.sweep()
    assert await house.rows(Case) == []


async def everything_about(house: House, user: str) -> list[str]:
    """The tables in which somebody's id stands."""
    found = []
    for mapper in Case.registry.mappers:
        rows = [
            [getattr(row, column.key) for column in mapper.columns] for row in await house.rows(mapper.class_)
        ]
        found += [mapper.class_.__tablename__ for row in rows if user in row]
    return found


async def test_who_asks_to_be_forgotten_stands_nowhere_any_more(database: Database) -> None:
    house = House(database, trusting(Consequence.TIMEOUT))
    settings = Settings(database.sessions, house.config)
    await house.flag()
    await house.cases.remember_card(1, "500", "501")
    await house.flag(id="1002", author_id="43")
    await house.do_all()
    await house.cases.rule(2, Status.AGREED, "42")
    await settings.set("1", "10", Key.CAUTION, "bold", "42")
    assert len(await everything_about(house, "42")) > 5
    assert await house.erasure.forget("1", "42") == [Card("500", "501")]
    assert await everything_about(house, "42") == []
    assert [case.id for case in await house.rows(Case)] == [2]
    assert [ruling.moderator_id for ruling in await house.rows(Ruling)] == [NOBODY]
    assert [setting.value for setting in await house.rows(Setting)] == ["bold"]
    assert {text.post_id for text in await house.rows(SealedText)} == {"1002"}


async def test_forgetting_leaves_other_servers_alone(house: House) -> None:
    await house.flag(guild_id="2")
    assert await house.erasure.forget("1", "42") == []
    assert len(await house.rows(Case)) == 1


async def test_slow_mode_still_ends_when_its_case_is_forgotten(database: Database) -> None:
    house = House(database, trusting(Consequence.SLOW_MODE))
    await house.flag()
    (act,) = await house.outbox.claim(["1"], ())
    await house.outbox.done(act.id, {"before": 0}, house.clock.now.replace(hour=23))
    await house.erasure.forget("1", "42")
    assert await everything_about(house, "42") == []
    (ending,) = await house.outbox.claim(["1"], ())
    assert (ending.state, ending.undo) == (ActState.UNDOING, {"before": 0})
    await house.outbox.undone(ending.id)
    await house.erasure.sweep()
    assert await house.rows(Case) == []

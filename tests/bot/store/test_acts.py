"""What a decision asks for is entered with it, once and within bounds."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from keeping import House, decide, trusting

from bot.cases import News
from bot.config import Config
from bot.reasons import State
from bot.store.database import Database
from bot.store.schema import Act, ActState, Problem, Status
from bot.trust_config import ActsConfig, Consequence, LadderConfig, Notes

INTENDED, QUEUED = ActState.INTENDED, ActState.QUEUED


@pytest.fixture
def house(database: Database) -> House:
    return House(database, trusting())


async def test_a_trusted_reason_brings_its_acts_with_its_case(house: House) -> None:
    await house.flag()
    assert await house.acts() == {"remove": INTENDED, "timeout": INTENDED, "notify_author": INTENDED}
    remove, timeout, notify = await house.cases.acts(1)
    assert (remove.target_id, timeout.target_id, notify.target_id) == ("1001", "42", "42")
    assert remove.automatic
    assert remove.moderator_id is None


async def test_by_default_nothing_is_to_be_done(database: Database) -> None:
    house = House(database)
    await house.cases.record(decide("you idiot", state=State.SHADOW))
    assert await house.acts() == {}


async def test_in_the_queue_everything_waits_for_a_moderator(house: House) -> None:
    await house.cases.record(decide("you idiot", house.config, State.QUEUE))
    assert set((await house.acts()).values()) == {QUEUED}
    assert await house.outbox.claim(["1"], ()) == []
    assert await house.outbox.confirm(1, "7") == 3
    assert {act.moderator_id for act in await house.outbox.claim(["1"], ())} == {"7"}


async def test_the_same_event_twice_brings_each_act_once(house: House) -> None:
    decision = decide("you idiot", house.config)
    await asyncio.gather(house.cases.record(decision), house.cases.record(decision))
    assert len(await house.rows(Act)) == 3


async def test_an_edit_asks_for_nothing_again_even_if_it_was_undone(house: House) -> None:
    await house.flag()
    await house.do_all()
    await house.undo.case("1", 1, "7")
    await house.do_all()
    await house.cases.rule(1, Status.OPEN, "7")
    await house.flag("still an idiot", edited_at=house.clock.now)
    assert set((await house.acts()).values()) == {ActState.UNDONE}


async def test_without_a_key_nothing_is_removed_unasked_for_it_could_not_be_undone(
    database: Database,
) -> None:
    house = House(database, trusting(Consequence.REMOVE), key=None)
    await house.flag()
    remove, notify = await house.cases.acts(1)
    assert (remove.state, remove.problem, remove.automatic) == (QUEUED, Problem.NO_COPY, False)
    assert notify.state is INTENDED


async def test_beyond_the_bound_moderators_are_asked_until_the_hour_is_over(database: Database) -> None:
    acts = ActsConfig(removals_per_hour=2, timeouts_per_hour=50, notes_per_hour=50)
    house = House(database, trusting(Consequence.REMOVE, acts=acts))
    for number in range(4):
        await house.flag(id=str(2000 + number))
    removals = [(await house.cases.acts(case))[0] for case in range(1, 5)]
    assert [act.state for act in removals] == [INTENDED, INTENDED, QUEUED, QUEUED]
    assert removals[2].problem is Problem.BOUND
    house.clock.pass_by(minutes=61)
    await house.flag(id="3000")
    assert (await house.acts(5))["remove"] is INTENDED


async def test_the_bound_holds_for_posts_that_come_at_once(database: Database) -> None:
    house = House(database, trusting(Consequence.REMOVE, acts=ActsConfig(removals_per_hour=5)))
    await asyncio.gather(*(house.flag(id=str(2000 + number)) for number in range(20)))
    removals = [act for act in await house.rows(Act) if act.kind == "remove"]
    assert sum(act.automatic for act in removals) == 5


async def test_a_bound_of_none_at_all_is_one(database: Database) -> None:
    house = House(database, trusting(Consequence.REMOVE, acts=ActsConfig(removals_per_hour=0)))
    await house.flag()
    assert (await house.acts())["remove"] is QUEUED


async def test_an_author_is_told_so_often_a_day_and_no_more(database: Database) -> None:
    house = House(database, trusting(Consequence.NUDGE))
    for number in range(3):
        await house.flag(id=str(2000 + number))
    assert [len(await house.cases.acts(case)) for case in (1, 2, 3)] == [1, 1, 0]
    house.clock.pass_by(hours=25)
    await house.flag(id="3000")
    assert len(await house.cases.acts(4)) == 1


async def test_what_was_only_prepared_is_no_note(database: Database) -> None:
    house = House(database, trusting(Consequence.NUDGE))
    for number in range(3):
        await house.cases.record(decide("you idiot", house.config, State.QUEUE, id=str(2000 + number)))
    assert len(await house.rows(Act)) == 3


async def test_where_notes_are_off_nobody_is_told(database: Database) -> None:
    house = House(database, trusting(Consequence.NUDGE, acts=ActsConfig(notes=Notes.OFF)))
    await house.flag()
    assert await house.acts() == {}


async def test_a_channel_that_is_slowed_down_is_not_slowed_down_again(database: Database) -> None:
    house = House(database, trusting(Consequence.SLOW_MODE))
    await house.flag()
    await house.flag(id="1002")
    await house.flag(id="1003", channel_id="11", parent_id="10")
    assert [len(await house.cases.acts(case)) for case in (1, 2, 3)] == [1, 0, 1]


async def test_without_cards_in_shadow_a_case_is_only_counted(database: Database) -> None:
    config = replace(Config(), ladder=LadderConfig(cards_in_shadow=False))
    house = House(database, config)
    recorded = await house.cases.record(decide("you idiot", config, State.SHADOW))
    assert recorded is not None
    assert (recorded.news, recorded.case.status) == (News.NOTED, Status.NOTED)
    again = await house.cases.record(decide("idiot, idiot", config, State.SUGGEST, edited_at=house.clock.now))
    assert again is not None
    assert (again.news, again.case.id, again.case.status) == (News.OPENED, 1, Status.OPEN)
    assert (await house.cases.rule(1, Status.AGREED, "7")).status is Status.AGREED

"""One case, a campaign or the last ten minutes: all of it is taken back, and counts against the reasons."""

from __future__ import annotations

import pytest
from keeping import House, decide, trusting

from bot.reasons import State
from bot.store.database import Database
from bot.store.schema import ActState, CastVote, Status
from bot.undo import NothingToUndoError


@pytest.fixture
async def house(database: Database) -> House:
    """A case whose three acts are done."""
    house = House(database, trusting())
    await house.flag()
    await house.do_all()
    return house


async def test_a_case_about_which_only_the_bot_decided_is_dismissed(house: House) -> None:
    undone = await house.undo.case("1", 1, "7")
    assert ([case.status for case in undone.cases], undone.acts) == ([Status.DISMISSED], 3)
    assert set((await house.acts()).values()) == {ActState.UNDOING}
    assert [vote.agreed for vote in await house.rows(CastVote)] == [False, False]
    await house.do_all()
    assert set((await house.acts()).values()) == {ActState.UNDONE}


async def test_a_decided_case_is_reopened(house: House) -> None:
    await house.cases.rule(1, Status.AGREED, "7")
    undone = await house.undo.case("1", 1, "8")
    assert ([case.status for case in undone.cases], undone.acts) == ([Status.OPEN], 3)
    assert await house.rows(CastVote) == []


async def test_dismissing_takes_back_what_was_done(house: House) -> None:
    await house.cases.rule(1, Status.DISMISSED, "7")
    assert set((await house.acts()).values()) == {ActState.UNDOING}


async def test_what_was_not_done_yet_is_not_done_any_more(house: House) -> None:
    await house.flag(id="1002")
    undone = await house.undo.case("1", 2, "7")
    assert undone.acts == 0
    assert set((await house.acts(2)).values()) == {ActState.CANCELLED}


async def test_what_was_stopped_halfway_is_taken_back_for_it_may_have_happened(house: House) -> None:
    await house.flag(id="1002")
    remove, *_ = await house.outbox.claim(["1"], ())
    await house.outbox.prepare(remove.id, {})
    await house.outbox.stop("1")
    await house.undo.case("1", 1, "7")
    await house.cases.rule(2, Status.DISMISSED, "7")
    assert await house.acts(2) == {
        "remove": ActState.UNDOING,
        "timeout": ActState.CANCELLED,
        "notify_author": ActState.CANCELLED,
    }


@pytest.mark.parametrize(("guild", "case"), [("1", 9), ("2", 1)])
async def test_there_is_nothing_to_undo_in_cases_of_others(house: House, guild: str, case: int) -> None:
    with pytest.raises(NothingToUndoError):
        await house.undo.case(guild, case, "7")


async def test_there_is_nothing_to_undo_where_nothing_was_done(house: House) -> None:
    await house.cases.record(decide("you idiot", state=State.SHADOW, id="1002"))
    with pytest.raises(NothingToUndoError):
        await house.undo.case("1", 2, "7")


async def test_the_last_minutes_are_undone_and_nothing_before(house: House) -> None:
    house.clock.pass_by(minutes=11)
    await house.flag(id="1002")
    await house.flag(id="1003")
    await house.do_all()
    await house.cases.rule(3, Status.AGREED, "7")
    undone = await house.undo.last("1", 10, "7")
    assert [case.id for case in undone.cases] == [2, 3]
    assert set((await house.acts(1)).values()) == {ActState.DONE}
    with pytest.raises(NothingToUndoError):
        await house.undo.last("1", 10, "7")


async def test_undoing_the_last_minutes_leaves_moderators_own_acts(database: Database) -> None:
    house = House(database, trusting(), key=None)
    await house.flag()
    await house.outbox.confirm(1, "7")
    await house.do_all()
    await house.undo.last("1", 10, "7")
    assert (await house.cases.get(1)).status is Status.DISMISSED

"""Acts are claimed by one, finished once, tried again and stopped; after a crash somebody takes over."""

from __future__ import annotations

import asyncio

import pytest
from keeping import House, trusting

from bot.outbox import LEASE, WAITS
from bot.store.database import Database
from bot.store.schema import ActState, Problem, Status
from bot.trust_config import Consequence


@pytest.fixture
async def house(database: Database) -> House:
    """One case with one act that is due: its author is to be told."""
    house = House(database, trusting(Consequence.NUDGE))
    await house.flag()
    return house


async def test_what_is_due_is_claimed_once(house: House) -> None:
    both = await asyncio.gather(*(house.outbox.claim(["1"], ()) for _ in range(2)))
    assert sorted(len(claimed) for claimed in both) == [0, 1]
    assert await house.acts() == {"notify_author": ActState.STARTED}


async def test_other_servers_acts_are_left_alone(house: House) -> None:
    assert await house.outbox.claim(["2"], ()) == []
    assert await house.outbox.next_due(["2"]) is None
    assert await house.outbox.next_due(["1"]) == house.clock.now


async def test_a_claim_that_was_never_settled_can_be_taken_over(house: House) -> None:
    await house.outbox.claim(["1"], ())
    house.clock.pass_by(seconds=LEASE.total_seconds() - 1)
    assert await house.outbox.claim(["1"], ()) == []
    house.clock.pass_by(seconds=1)
    (act,) = await house.outbox.claim(["1"], ())
    assert (act.state, act.attempts) == (ActState.STARTED, 2)


async def test_what_somebody_has_in_hand_is_not_claimed_again(house: House) -> None:
    (act,) = await house.outbox.claim(["1"], ())
    house.clock.pass_by(hours=1)
    assert await house.outbox.claim(["1"], {act.id}) == []


async def test_the_undo_is_there_before_the_act_is_done(house: House) -> None:
    (act,) = await house.outbox.claim(["1"], ())
    await house.outbox.prepare(act.id, {"before": 5})
    (kept,) = await house.cases.acts(1)
    assert (kept.state, kept.undo) == (ActState.STARTED, {"before": 5})


async def test_without_an_answer_it_is_tried_again_ever_later_and_then_given_up(house: House) -> None:
    for wait in WAITS:
        (act,) = await house.outbox.claim(["1"], ())
        assert not await house.outbox.no_answer(act)
        assert await house.outbox.next_due(["1"]) == house.clock.now + wait
        house.clock.pass_by(seconds=wait.total_seconds())
    (act,) = await house.outbox.claim(["1"], ())
    assert await house.outbox.no_answer(act)
    (kept,) = await house.cases.acts(1)
    assert (kept.state, kept.problem) == (ActState.FAILED, Problem.NO_ANSWER)
    assert await house.outbox.next_due(["1"]) is None


async def test_what_ends_by_itself_is_taken_back_when_it_is_over(house: House) -> None:
    (act,) = await house.outbox.claim(["1"], ())
    over = house.clock.now + LEASE * 10
    await house.outbox.done(act.id, {"note": "9"}, over)
    assert await house.outbox.claim(["1"], ()) == []
    assert await house.outbox.next_due(["1"]) == over
    house.clock.now = over
    (ending,) = await house.outbox.claim(["1"], ())
    assert (ending.state, ending.undo) == (ActState.UNDOING, {"note": "9"})
    await house.outbox.undone(ending.id)
    assert await house.outbox.next_due(["1"]) is None


async def test_what_is_taken_back_while_it_is_being_done_is_taken_back_after(house: House) -> None:
    (act,) = await house.outbox.claim(["1"], ())
    await house.cases.rule(1, Status.DISMISSED, "7")
    await house.outbox.done(act.id, {"note": "9"})
    (taken,) = await house.outbox.claim(["1"], ())
    assert (taken.state, taken.undo) == (ActState.UNDOING, {"note": "9"})


async def test_stopping_cancels_what_the_bot_does_by_itself_and_nothing_else(database: Database) -> None:
    house = House(database, trusting(Consequence.REMOVE))
    await house.flag()
    await house.outbox.claim(["1"], ())
    await house.flag(id="1002")
    assert await house.outbox.stop("2") == []
    assert await house.outbox.stop("1") == [1, 2]
    acts = [*await house.cases.acts(1), *await house.cases.acts(2)]
    assert {(act.state, act.problem) for act in acts} == {(ActState.CANCELLED, Problem.KILL_SWITCH)}
    # What was in hand when it was stopped doesn't come back when its call returns after all.
    await house.outbox.done(acts[0].id, {})
    assert (await house.acts(1))["remove"] is ActState.CANCELLED


async def test_what_a_moderator_asked_for_is_not_stopped(database: Database) -> None:
    house = House(database, trusting(Consequence.REMOVE), key=None)
    await house.flag()
    await house.outbox.confirm(1, "7")
    await house.outbox.stop("1")
    assert (await house.acts())["remove"] is ActState.INTENDED


async def test_an_act_that_failed_stays_so(house: House) -> None:
    (act,) = await house.outbox.claim(["1"], ())
    await house.outbox.failed(act, Problem.FORBIDDEN)
    house.clock.pass_by(days=1)
    assert await house.outbox.claim(["1"], ()) == []
    await house.outbox.confirm(1, "7")
    assert await house.acts() == {"notify_author": ActState.FAILED}


async def test_what_fails_while_it_is_to_be_taken_back_needs_no_taking_back(house: House) -> None:
    (act,) = await house.outbox.claim(["1"], ())
    await house.cases.rule(1, Status.DISMISSED, "7")
    await house.outbox.failed(act, Problem.FORBIDDEN)
    assert await house.acts() == {"notify_author": ActState.UNDONE}

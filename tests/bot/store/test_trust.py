"""Rulings become votes, votes move reasons on the ladder, and both can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from keeping import HERE, House, decide, trusting
from posts import make_post
from word_model import WordModel

from bot.caution import Caution
from bot.config import Config
from bot.decision import Stance
from bot.ladder import PATIENCE, Why
from bot.pipeline import judge
from bot.policy import Policy
from bot.reasons import State
from bot.store.database import Database
from bot.store.schema import CastVote, Move, MoveOutcome, Rung, Status
from bot.trust import Ladder, MoveRefusedError, Place
from bot.trust_config import Consequence

INSULT = Place(*HERE, "insult")


class Court:
    """Moderators who decide case after case about insults in one channel."""

    def __init__(self, database: Database, caution: Caution = Caution.CAREFUL) -> None:
        only = dict.fromkeys(Config().reasons, Stance.OFF)
        config = trusting(Consequence.NUDGE, reasons={**only, "insult": Stance.FLAG})
        self.house = House(database, config)
        self.caution = caution
        self.ladder = Ladder(database.sessions, lambda *_: self.caution, self.house.clock)
        self._posts = 5000

    async def rule(self, status: Status, times: int = 1) -> list[Move]:
        """Flag posts, rule each case so, and return what moderators are told of at last."""
        told: list[Move] = []
        for _ in range(times):
            self._posts += 1
            case = await self.house.flag(id=str(self._posts))
            told = await self.ladder.review(await self.house.cases.rule(case.id, status, "7"))
        return told

    async def agree(self, times: int = 1) -> list[Move]:
        return await self.rule(Status.AGREED, times)

    async def dismiss(self, times: int = 1) -> list[Move]:
        return await self.rule(Status.DISMISSED, times)

    async def promoted(self, state: State) -> None:
        """Moderators agree until the reason has come so far."""
        while self.state is not state:
            for move in await self.agree():
                await self.ladder.accept(move.id, "7")

    @property
    def state(self) -> State:
        return self.ladder.earned.get(HERE, {}).get("insult", State.SHADOW)


@pytest.fixture
def court(database: Database) -> Court:
    return Court(database)


async def test_enough_agreement_is_proposed_and_changes_nothing_yet(court: Court) -> None:
    assert await court.agree(PATIENCE - 1) == []
    (move,) = await court.agree()
    assert (move.before, move.after, move.why) == (State.SHADOW, State.SUGGEST, Why.EARNED)
    assert (move.agreed, move.dismissed, move.outcome) == (10, 0, MoveOutcome.PROPOSED)
    assert move.bound == pytest.approx(0.7616, abs=1e-4)
    assert court.state is State.SHADOW
    assert await court.agree() == []


async def test_what_moderators_accept_holds_after_a_restart_and_for_the_policy(court: Court) -> None:
    (move,) = await court.agree(PATIENCE)
    await court.ladder.accept(move.id, "7")
    assert court.state is State.SUGGEST
    again = Ladder(court.house.database.sessions, lambda *_: Caution.CAREFUL)
    await again.load()
    policy = Policy(court.house.config, again.earned)
    assert judge(make_post("you idiot"), WordModel(), policy).state is State.SUGGEST
    assert judge(make_post("you idiot", channel_id="11"), WordModel(), policy).state is State.SHADOW


async def test_a_proposal_is_decided_once(court: Court) -> None:
    (move,) = await court.agree(PATIENCE)
    await court.ladder.decline(move.id, "7")
    for decide_it in (court.ladder.accept, court.ladder.decline):
        with pytest.raises(MoveRefusedError):
            await decide_it(move.id, "8")
    kept = await court.ladder.get(move.id)
    assert kept is not None
    assert (kept.outcome, kept.moderator_id) == (MoveOutcome.DECLINED, "7")


async def test_what_was_declined_is_proposed_again_after_more_votes(court: Court) -> None:
    (move,) = await court.agree(PATIENCE)
    await court.ladder.decline(move.id, "7")
    assert await court.agree(PATIENCE - 1) == []
    assert len(await court.agree()) == 1


async def test_a_proposal_that_the_votes_no_longer_bear_out_is_withdrawn(court: Court) -> None:
    (move,) = await court.agree(PATIENCE)
    (withdrawn,) = await court.dismiss()
    assert (withdrawn.id, withdrawn.outcome) == (move.id, MoveOutcome.WITHDRAWN)
    with pytest.raises(MoveRefusedError):
        await court.ladder.accept(move.id, "7")


async def test_a_reason_climbs_to_act_and_falls_by_itself(court: Court) -> None:
    await court.promoted(State.ACT)
    assert len(await court.house.rows(CastVote)) == 58
    (fall,) = await court.dismiss()
    assert (fall.before, fall.after, fall.why, fall.outcome) == (
        State.ACT,
        State.QUEUE,
        Why.FELL,
        MoveOutcome.ACCEPTED,
    )
    assert court.state is State.QUEUE
    assert fall.moderator_id is None


async def test_after_a_sudden_change_trust_is_earned_from_the_beginning(court: Court) -> None:
    await court.promoted(State.SUGGEST)
    await court.agree(30)
    told: list[Move] = []
    while court.state is not State.SHADOW:
        told = await court.dismiss()
    assert told[-1].why is Why.SUDDEN
    (rung,) = await court.house.rows(Rung)
    assert rung.evidence_after == max(vote.id for vote in await court.house.rows(CastVote))
    assert await court.agree(PATIENCE - 1) == []
    (move,) = await court.agree()
    assert (move.agreed, move.dismissed) == (10, 0)


async def test_reopening_a_case_takes_its_vote_back(court: Court) -> None:
    await court.agree(PATIENCE)
    case = await court.house.cases.rule(1, Status.OPEN, "7")
    (withdrawn,) = await court.ladder.review(case)
    assert withdrawn.outcome is MoveOutcome.WITHDRAWN
    assert len(await court.house.rows(CastVote)) == PATIENCE - 1


async def test_a_stricter_channel_takes_trust_away_when_it_is_reviewed(court: Court) -> None:
    await court.promoted(State.SUGGEST)
    court.caution = Caution.STRICT
    (fall,) = await court.ladder.review_places([INSULT])
    assert (fall.after, court.state) == (State.SHADOW, State.SHADOW)


async def test_moderators_may_lower_a_reason_and_never_raise_it(court: Court) -> None:
    await court.promoted(State.SUGGEST)
    for state in (State.SUGGEST, State.ACT):
        with pytest.raises(MoveRefusedError):
            await court.ladder.lower(INSULT, state, "7")
    move = await court.ladder.lower(INSULT, State.SHADOW, "7")
    assert (move.why, move.moderator_id, court.state) == (Why.BY_HAND, "7", State.SHADOW)


async def test_changes_that_nobody_was_told_of_are_found_after_a_crash(court: Court) -> None:
    (move,) = await court.agree(PATIENCE)
    assert [one.id for one in await court.ladder.untold("1")] == [move.id]
    await court.ladder.remember_card(move.id, "500", "501")
    assert await court.ladder.untold("1") == []


async def test_every_channel_earns_for_itself(court: Court) -> None:
    await court.agree(PATIENCE)
    case = await court.house.flag(id="9001", channel_id="11")
    assert await court.ladder.review(await court.house.cases.rule(case.id, Status.AGREED, "7")) == []


async def test_a_threads_votes_count_for_its_channel(court: Court) -> None:
    await court.agree(PATIENCE - 1)
    case = await court.house.flag(id="9001", channel_id="77", parent_id="10")
    (move,) = await court.ladder.review(await court.house.cases.rule(case.id, Status.AGREED, "7"))
    assert move.channel_id == "10"


async def test_agreeing_speaks_of_the_grave_reasons_and_dismissing_of_all(database: Database) -> None:
    house = House(database)
    for number, status in enumerate((Status.AGREED, Status.DISMISSED)):
        decision = decide("idiot, my cat sleeps", id=str(2000 + number), topic="export rules")
        recorded = await house.cases.record(decision)
        assert recorded is not None
        await house.cases.rule(recorded.case.id, status, "7")
    votes = {(vote.label, vote.agreed) for vote in await house.rows(CastVote)}
    assert votes == {
        ("incivility", True),
        ("insult", True),
        ("incivility", False),
        ("insult", False),
        ("off_topic", False),
    }


async def test_off_topic_alone_gets_its_vote(database: Database) -> None:
    house = House(database, replace(Config()))
    recorded = await house.cases.record(decide("my cat sleeps", topic="export rules"))
    assert recorded is not None
    await house.cases.rule(1, Status.AGREED, "7")
    assert [vote.label for vote in await house.rows(CastVote)] == ["off_topic"]

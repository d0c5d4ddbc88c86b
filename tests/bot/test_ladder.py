from __future__ import annotations

import random

import pytest

from bot.caution import TARGETS, Caution
from bot.ladder import (
    LADDER,
    PATIENCE,
    WINDOW,
    Change,
    Standing,
    Vote,
    Why,
    agreements_needed,
    assess,
    lower_bound,
    target,
)
from bot.reasons import State

AGREED, DISMISSED = Vote(agreed=True), Vote(agreed=False)


def standing(
    state: State, votes: list[Vote], highest: State = State.ACT, fresh: int | None = None
) -> Standing:
    return Standing(state, highest, votes, len(votes) if fresh is None else fresh)


def test_without_votes_nothing_is_known() -> None:
    assert lower_bound([]) == pytest.approx(0.05)
    assert assess(standing(State.SHADOW, []), Caution.CAREFUL) is None


def test_the_bound_is_below_the_share_and_nears_it_with_more_votes() -> None:
    few = lower_bound([AGREED] * 9 + [DISMISSED])
    many = lower_bound(([AGREED] * 9 + [DISMISSED]) * 40)
    assert few < many < 0.9


def test_the_bound_holds_what_it_says() -> None:
    """Of reasons whose precision is drawn evenly, a bound lies above the truth for about one in twenty."""
    draw = random.Random(5)
    above = 0
    rounds = 4_000
    for _ in range(rounds):
        precision = draw.random()
        above += lower_bound([Vote(draw.random() < precision) for _ in range(40)]) > precision
    assert above / rounds == pytest.approx(0.05, abs=0.012)


def test_an_appeals_outcome_weighs_double() -> None:
    assert lower_bound([Vote(agreed=False, weight=2), AGREED]) == lower_bound([DISMISSED, DISMISSED, AGREED])


def test_what_was_earned_long_ago_does_not_count() -> None:
    assert lower_bound([DISMISSED] * 50 + [AGREED] * WINDOW) == lower_bound([AGREED] * WINDOW)


@pytest.mark.parametrize("caution", list(Caution))
def test_a_promotion_is_proposed_at_the_very_vote_that_reaches_the_target(caution: Caution) -> None:
    needed = agreements_needed(target(TARGETS[caution], State.ACT))
    assert assess(standing(State.QUEUE, [AGREED] * (needed - 1)), caution) is None
    assert assess(standing(State.QUEUE, [AGREED] * needed), caution) == Change(State.ACT, Why.EARNED)


def test_the_default_asks_for_as_many_agreements_as_the_guide_says() -> None:
    targets = TARGETS[Caution.CAREFUL]
    assert [agreements_needed(target(targets, state)) for state in LADDER[1:]] == [8, 18, 58]


def test_one_rung_is_climbed_at_a_time() -> None:
    assert assess(standing(State.SHADOW, [AGREED] * 200), Caution.CAREFUL) == Change(
        State.SUGGEST, Why.EARNED
    )


def test_a_reason_that_must_not_act_never_goes_beyond_suggest() -> None:
    votes = [AGREED] * 400
    assert assess(standing(State.SUGGEST, votes, highest=State.SUGGEST), Caution.BOLD) is None
    assert assess(standing(State.SHADOW, votes, highest=State.SUGGEST), Caution.BOLD) is not None


def test_nothing_is_proposed_again_before_new_votes_came_in() -> None:
    votes = [AGREED] * 100
    assert assess(standing(State.QUEUE, votes, fresh=PATIENCE - 1), Caution.CAREFUL) is None
    assert assess(standing(State.QUEUE, votes, fresh=PATIENCE), Caution.CAREFUL) is not None


def test_a_reason_falls_as_far_as_its_bound() -> None:
    assert assess(standing(State.ACT, [AGREED] * 58), Caution.CAREFUL) is None
    one_wrong = [AGREED] * 58 + [DISMISSED]
    assert assess(standing(State.ACT, one_wrong), Caution.CAREFUL) == Change(State.QUEUE, Why.FELL)
    mixed = [AGREED, AGREED, DISMISSED, AGREED, AGREED] * 3
    assert assess(standing(State.ACT, mixed), Caution.CAREFUL) == Change(State.SHADOW, Why.FELL)


def test_a_sudden_change_takes_everything_though_the_bound_still_holds() -> None:
    votes = [AGREED] * 480
    dismissed = 0
    change = None
    while change is None:
        dismissed += 1
        votes.append(DISMISSED)
        change = assess(standing(State.ACT, votes), Caution.CAREFUL)
    assert change == Change(State.SHADOW, Why.SUDDEN)
    assert dismissed == 4
    assert lower_bound(votes) > 0.95


def test_dismissals_that_are_spread_out_are_no_sudden_change() -> None:
    votes = ([AGREED] * 49 + [DISMISSED]) * 10
    assert assess(standing(State.ACT, votes), Caution.CAREFUL) is None


def test_a_stricter_server_takes_trust_away_at_once() -> None:
    votes = [AGREED] * 60
    assert assess(standing(State.ACT, votes), Caution.CAREFUL) is None
    assert assess(standing(State.ACT, votes), Caution.STRICT) == Change(State.QUEUE, Why.FELL)

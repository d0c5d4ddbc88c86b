from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory.boundary import FARTHEST, boundary, log_odds

ODDS = st.floats(-12, 12)


def test_an_accepted_post_passes_from_now_on() -> None:
    assert boundary(1.0, []) == 1.0
    assert 2.5 < boundary(1.0, [2.5]) < 2.6


def test_one_press_moves_it_so_far_and_a_habit_farther() -> None:
    assert [boundary(1.0, [9.0] * count) for count in (1, 2, 3, 9)] == [4.0, 7.0, 7.0, 7.0]


def test_one_post_far_out_does_not_carry_it_off() -> None:
    assert boundary(1.0, [2.0] * 7 + [9.0]) == pytest.approx(2.01)


@given(ODDS, st.lists(ODDS, max_size=60))
def test_it_never_moves_down_and_never_too_far(threshold: float, accepted: list[float]) -> None:
    assert threshold <= boundary(threshold, accepted) <= threshold + FARTHEST


@given(ODDS, st.lists(ODDS, max_size=20), st.randoms())
def test_the_order_of_the_presses_does_not_matter(threshold: float, accepted: list[float], random) -> None:
    shuffled = list(accepted)
    random.shuffle(shuffled)
    assert boundary(threshold, shuffled) == boundary(threshold, accepted)


@given(st.floats(0, 1))
def test_log_odds_are_finite_and_ascend(probability: float) -> None:
    assert -14 < log_odds(probability) < 14
    assert log_odds(probability / 2) <= log_odds(probability)

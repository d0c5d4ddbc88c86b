from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory.boundary import FARTHEST, boundary, log_odds

ODDS = st.floats(-12, 12)


def test_one_press_moves_it_halfway_and_a_habit_nearly_all_the_way() -> None:
    assert boundary(1.0, []) == 1.0
    assert boundary(1.0, [3.0]) == 2.0
    assert boundary(1.0, [3.0] * 9) == pytest.approx(2.8)


def test_one_post_far_out_does_not_carry_it_off() -> None:
    assert boundary(1.0, [2.0] * 7 + [9.0]) < 2.0


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

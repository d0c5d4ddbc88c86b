"""Figures, their intervals, and how the card prints them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.model_card import markdown
from benchmarks.model_card.estimates import Estimate, mean, of_draws, quantile, share


def test_a_share_has_wilsons_interval() -> None:
    found = share([False] * 10)
    assert (found.value, found.n) == (0.0, 10)
    assert found.high == pytest.approx(0.278, abs=0.001)


def test_a_share_of_nothing_is_undefined() -> None:
    assert math.isnan(share([]).value)
    assert share([]).to_json() == {"value": None, "low": 0.0, "high": 1.0, "n": 0}


def test_a_mean_lies_within_its_interval() -> None:
    found = mean(np.arange(100.0))
    assert found.low < found.value == 49.5 < found.high


def test_a_quantile_lies_within_its_interval() -> None:
    found = quantile(np.arange(1000.0), 0.99)
    assert found.low < found.value < found.high <= 999


def test_undefined_draws_are_left_out() -> None:
    found = of_draws(0.5, np.array([np.nan, 0.4, 0.6]), 9)
    assert 0.4 <= found.low < found.high <= 0.6


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (markdown.ratio(Estimate(0.9123, 0.9, 0.93, 5)), ".912 (.90 to .93)"),
        (markdown.ratio(Estimate(1.0, 0.99, 1.0, 5)), "1.000 (.99 to 1.00)"),
        (markdown.ratio(Estimate(math.nan, 0, 1, 0)), "—"),
        (markdown.percent(Estimate(0.01, 0.008, 0.013, 5)), "1.0 % (0.8 to 1.3)"),
        (markdown.difference(Estimate(0.012, -0.003, 0.027, 5)), "+.012 (−.003 to +.027)"),
        (markdown.bare(10.5, 1), "10.5"),
    ],
)
def test_numbers_are_printed_in_one_way(printed: str, expected: str) -> None:
    assert printed == expected

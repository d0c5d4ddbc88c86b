"""The intervals cover what they should, and never leave the range of what they measure."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.training.intervals import bootstrap, wilson


@given(st.integers(1, 10_000), st.data())
def test_wilson_surrounds_the_rate_within_0_and_1(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert low < high
    mirrored = wilson(trials - successes, trials)
    assert mirrored == pytest.approx((1 - high, 1 - low))


def test_wilson_agrees_with_the_published_example() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)  # Newcombe 1998, table I


def test_wilson_narrows_with_more_trials_and_knows_nothing_without() -> None:
    widths = [high - low for low, high in (wilson(trials // 2, trials) for trials in (10, 100, 1000))]
    assert widths == sorted(widths, reverse=True)
    assert wilson(0, 0) == (0.0, 1.0)


def test_wilson_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(5)
    covered = [
        low <= 0.1 <= high for low, high in (wilson(int(hits), 80) for hits in random.binomial(80, 0.1, 4000))
    ]
    assert 0.93 < np.mean(covered) < 0.98


def test_the_bootstrap_of_a_mean_is_near_the_textbooks() -> None:
    values = np.random.default_rng(2).normal(3.0, 2.0, 400)

    def mean(rows: npt.NDArray[np.int64]) -> float:
        return float(np.mean(values[rows]))

    low, high = bootstrap(mean, len(values))
    half = 1.96 * values.std() / math.sqrt(len(values))
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.06)
    assert bootstrap(mean, len(values)) == (low, high)


def test_the_bootstrap_leaves_out_what_is_undefined() -> None:
    assert all(math.isnan(bound) for bound in bootstrap(lambda rows: float("nan"), 5))
    low, high = bootstrap(lambda rows: 1.0 if 0 in rows else float("nan"), 5)
    assert (low, high) == (1.0, 1.0)

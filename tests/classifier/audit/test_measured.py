"""Precision, recall and prevalence from a stratified sample that was checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from classifier.audit.measured import Cells, estimate

# Strata by flag: nobody is flagged far from the threshold, all in the first stratum are.
SIZES = np.array([[0, 900], [4_000, 100], [95_000, 0]])
TAKEN = np.array([[0, 60], [100, 20], [120, 0]])
SHARES = np.array([[0.0, 0.7], [0.2, 0.5], [0.01, 0.0]])


def drawn(random: np.random.Generator) -> tuple[Cells, tuple[float, float, float]]:
    """A dump and a sample of it, and the true precision, recall and prevalence."""
    such = random.binomial(SIZES, SHARES)
    found = random.hypergeometric(such, SIZES - such, TAKEN)
    flagged, every = such[:, 1].sum(), such.sum()
    return Cells(SIZES, TAKEN, found), (flagged / SIZES[:, 1].sum(), flagged / every, every / SIZES.sum())


def test_the_intervals_hold_the_truth_as_often_as_they_say() -> None:
    random = np.random.default_rng(3)
    trials = 150
    held = np.zeros(3)
    for _ in range(trials):
        cells, truth = drawn(random)
        found = estimate(cells)
        figures = [each.interval for each in (found.precision, found.recall, found.prevalence)]
        held += [low <= true <= high for (low, high), true in zip(figures, truth, strict=True)]
    assert all(held / trials > 0.9), held / trials


def test_each_checked_row_counts_for_as_many_as_it_stands_for() -> None:
    found = estimate(Cells(SIZES, TAKEN, np.array([[0, 45], [20, 10], [0, 0]])))
    such_flagged, such = 0.75 * 900 + 0.5 * 100, 0.75 * 900 + 0.5 * 100 + 0.2 * 4_000
    assert found.precision.value == pytest.approx(such_flagged / 1_000)
    assert found.recall.value == pytest.approx(such_flagged / such)
    assert found.prevalence.value == pytest.approx(such / 100_000)
    assert (found.n, found.such) == (300, 75)


def test_nothing_found_far_from_the_threshold_does_not_mean_that_there_is_nothing() -> None:
    found = estimate(Cells(SIZES, TAKEN, np.array([[0, 60], [0, 20], [0, 0]])))
    assert found.recall.value == 1.0
    assert found.recall.interval[0] < 0.6
    assert found.recall.interval[1] == 1.0


def test_a_dump_that_was_checked_whole_leaves_nothing_open() -> None:
    sizes = np.array([[50, 10]])
    found = estimate(Cells(sizes, sizes, np.array([[5, 8]])))
    assert found.precision.interval == (0.8, 0.8)
    assert found.recall.interval == (pytest.approx(8 / 13), pytest.approx(8 / 13))


def test_without_a_flag_there_is_no_precision() -> None:
    found = estimate(Cells(np.array([[1_000, 0]]), np.array([[100, 0]]), np.array([[10, 0]])))
    assert np.isnan(found.precision.value)
    assert found.precision.interval == (0.0, 1.0)
    assert found.recall.value == 0.0
    assert found.prevalence.value == pytest.approx(0.1)

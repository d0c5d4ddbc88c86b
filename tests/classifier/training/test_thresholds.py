"""A threshold reaches the stated precision with all the recall there is, or flags nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.training.thresholds import NEVER, Everyday, choose

SCORED = st.lists(st.tuples(st.sampled_from(np.linspace(0, 1, 9).tolist()), st.booleans()), max_size=40)


def precision_at(threshold: float, rows: list[tuple[float, bool]], prevalence: float) -> float:
    """Precision were `prevalence` of comments positive; NaN where nothing is flagged."""
    positives = [score >= threshold for score, positive in rows if positive]
    negatives = [score >= threshold for score, positive in rows if not positive]
    hits = prevalence * sum(positives) / max(len(positives), 1)
    wrong = (1 - prevalence) * sum(negatives) / max(len(negatives), 1)
    return hits / (hits + wrong) if hits + wrong else float("nan")


@given(SCORED, st.sampled_from([0.5, 0.8, 0.9, 1.0]), st.sampled_from([0.1, 0.3, 0.5]))
def test_the_threshold_is_the_lowest_that_reaches_the_precision(
    rows: list[tuple[float, bool]], precision: float, prevalence: float
) -> None:
    scores = np.array([score for score, _ in rows], dtype=np.float64)
    target = np.array([positive for _, positive in rows], dtype=np.int64)
    chosen = choose(scores, target, precision=precision, prevalence=prevalence)
    good = [score for score in set(scores.tolist()) if precision_at(score, rows, prevalence) >= precision]
    if not good:
        assert (chosen.value, chosen.precision, chosen.recall) == (NEVER, None, 0)
        return
    assert chosen.value == min(good)
    assert chosen.precision == pytest.approx(precision_at(chosen.value, rows, prevalence))
    assert chosen.recall == pytest.approx(np.mean(scores[target == 1] >= chosen.value))


def test_what_it_gave_is_counted_with_intervals() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
    chosen = choose(scores, np.array([1, 1, 0, 1, 0, 0]), precision=0.99, prevalence=0.5)
    assert (chosen.value, chosen.precision, chosen.recall) == (0.8, 1.0, pytest.approx(2 / 3))
    assert (chosen.positives, chosen.negatives, chosen.false_positive_rate) == (3, 3, 0)
    assert chosen.recall_interval[0] < 2 / 3 < chosen.recall_interval[1]
    assert chosen.false_positive_interval[1] > 0


def test_a_rarer_label_needs_a_higher_threshold_for_the_same_precision() -> None:
    random = np.random.default_rng(1)
    target = np.repeat([0, 1], 500)
    scores = 1 / (1 + np.exp(-(random.normal(size=1000) + 2 * target)))
    common, rare = (choose(scores, target, precision=0.9, prevalence=share).value for share in (0.5, 0.1))
    assert common < rare


def test_everyday_talk_bounds_the_threshold_from_below() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
    target = np.array([1, 1, 1, 1, 0, 0])
    everyday = Everyday(np.linspace(0, 0.75, 100), ceiling=0.1)  # ten of them score .69 or more
    free = choose(scores, target, precision=0.9, prevalence=0.5)
    bound = choose(scores, target, precision=0.9, prevalence=0.5, everyday=everyday)
    assert (free.value, bound.value) == (0.6, 0.7)


def test_where_everyday_talk_scores_highest_nothing_is_flagged() -> None:
    everyday = Everyday(np.full(10, 0.99), ceiling=0.05)
    chosen = choose(np.array([0.9, 0.1]), np.array([1, 0]), precision=0.5, prevalence=0.5, everyday=everyday)
    assert (chosen.value, chosen.recall) == (NEVER, 0)

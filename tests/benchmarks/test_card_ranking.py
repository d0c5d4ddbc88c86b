"""AUC and average precision agree with scikit-learn's, resampled rows included."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from benchmarks.model_card.ranking import RESAMPLES, Ranking, values_and_draws

RANDOM = np.random.default_rng(5)
TARGET = RANDOM.integers(0, 2, 300)
SCORES = np.round(RANDOM.random(300) + 0.3 * TARGET, 1)  # many ties


@pytest.mark.parametrize("seed", range(3))
def test_a_resample_is_measured_as_its_rows_would_be(seed: int) -> None:
    rows = np.random.default_rng(seed).integers(0, 300, 300)
    weights = np.bincount(rows, minlength=300).astype(np.float64)
    ranking = Ranking(SCORES, TARGET)
    assert ranking.auc(weights) == pytest.approx(roc_auc_score(TARGET[rows], SCORES[rows]))
    assert ranking.average_precision(weights) == pytest.approx(
        average_precision_score(TARGET[rows], SCORES[rows])
    )


def test_without_both_kinds_auc_is_undefined() -> None:
    ranking = Ranking(SCORES[:4], np.ones(4, dtype=np.int64))
    assert np.isnan(ranking.auc(np.ones(4)))


def test_the_draws_of_two_rankings_are_paired() -> None:
    values, draws = values_and_draws([Ranking(SCORES, TARGET), Ranking(SCORES * 2, TARGET)], 300)
    assert values[0] == values[1]
    assert draws.shape == (RESAMPLES, 2)
    assert np.array_equal(draws[:, 0], draws[:, 1])
    assert draws.std() > 0

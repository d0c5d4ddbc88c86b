"""ROC AUC and average precision of one ranking, resampled many times without sorting again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.model_card.arrays import Floats, Targets

RESAMPLES = 400


class Ranking:
    """Scores of shape (rows,) against a target of 0 and 1. Rows of equal score form one step."""

    def __init__(self, scores: Floats, target: Targets) -> None:
        values, self._step = np.unique(scores, return_inverse=True)
        self._steps = len(values)
        self._target = target

    @property
    def rows(self) -> int:
        return len(self._target)

    def auc(self, weights: Floats) -> float:
        """The share of positive and negative pairs in the right order, ties for half. NaN without a pair.

        `weights` says how often each row counts.
        """
        positive, negative = self._by_step(weights)
        pairs = positive.sum() * negative.sum()
        below = np.cumsum(negative) - negative
        return float(positive @ (below + negative / 2) / pairs) if pairs else float("nan")

    def average_precision(self, weights: Floats) -> float:
        """The precision at each step from the top, weighed by the positives that it adds. NaN without any."""
        positive, negative = (counts[::-1] for counts in self._by_step(weights))
        if not positive.sum():
            return float("nan")
        found, taken = np.cumsum(positive), np.cumsum(positive + negative)
        precision = np.divide(found, taken, out=np.zeros_like(found), where=taken > 0)
        return float(positive @ precision / positive.sum())

    def _by_step(self, weights: Floats) -> tuple[Floats, Floats]:
        every = np.bincount(self._step, weights, self._steps).astype(np.float64)
        positive = np.bincount(self._step, weights * self._target, self._steps).astype(np.float64)
        return positive, every - positive


Metric = Callable[[Ranking, Floats], float]


def values_and_draws(
    rankings: Sequence[Ranking], rows: int, metric: Metric = Ranking.auc, *, seed: int = 0
) -> tuple[Floats, Floats]:
    """One metric of several rankings of the same rows, and the same resampled (Efron's bootstrap).

    Returns shapes (rankings,) and (RESAMPLES, rankings). All rankings see the same draws, so that
    differences of columns are paired.
    """
    random = np.random.default_rng(seed)
    once = np.ones(rows)
    values = np.array([metric(ranking, once) for ranking in rankings])
    draws = np.empty((RESAMPLES, len(rankings)))
    for row in range(RESAMPLES):
        weights = np.bincount(random.integers(0, rows, rows), minlength=rows).astype(np.float64)
        draws[row] = [metric(ranking, weights) for ranking in rankings]
    return values, draws

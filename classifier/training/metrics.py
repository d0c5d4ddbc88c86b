"""How well scores tell a label's two kinds of comment apart, each figure with its 95 % interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from classifier.training.intervals import Interval, bootstrap, wilson

Floats = npt.NDArray[np.float64]
Targets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement and its interval; NaN where it is undefined, such as recall without a positive."""

    value: float
    interval: Interval

    def to_json(self) -> dict[str, float | None]:
        low, high = self.interval
        return {"value": _or_null(self.value), "low": _or_null(low), "high": _or_null(high)}


@dataclass(frozen=True, slots=True)
class Measured:
    """One label on one set, at one threshold."""

    n: int
    positives: int
    auc: Figure
    average_precision: Figure
    f1: Figure
    precision: Figure
    recall: Figure
    false_positive_rate: Figure

    def to_json(self) -> dict[str, Any]:
        figures = {name: getattr(self, name) for name in self.__slots__ if name not in ("n", "positives")}
        return {"n": self.n, "positives": self.positives} | {
            name: figure.to_json() for name, figure in figures.items()
        }


def measure(scores: Floats, target: Targets, threshold: float) -> Measured:
    """Measure one label. `target` is 0 or 1; rows must not be empty."""
    flagged = (scores >= threshold).astype(np.int64)
    hits = int(np.sum(flagged & target))
    return Measured(
        n=len(target),
        positives=int(np.sum(target)),
        auc=_bootstrapped(roc_auc_score, target, scores),
        average_precision=_bootstrapped(average_precision_score, target, scores),
        f1=_bootstrapped(f1_score, target, flagged),
        precision=_proportion(hits, int(np.sum(flagged))),
        recall=_proportion(hits, int(np.sum(target))),
        false_positive_rate=_proportion(int(np.sum(flagged & (1 - target))), int(np.sum(1 - target))),
    )


def _bootstrapped(
    metric: Callable[[Targets, Any], float], target: Targets, given: npt.NDArray[Any]
) -> Figure:
    def of(rows: npt.NDArray[np.int64]) -> float:
        both_kinds = 0 < np.sum(target[rows]) < len(rows)
        return float(metric(target[rows], given[rows])) if both_kinds else float("nan")

    return Figure(of(np.arange(len(target))), bootstrap(of, len(target)))


def _proportion(successes: int, trials: int) -> Figure:
    return Figure(successes / trials if trials else float("nan"), wilson(successes, trials))


def _or_null(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)

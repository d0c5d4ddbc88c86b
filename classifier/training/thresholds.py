"""Where a label's threshold lies: the most recall at a stated precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.training.intervals import wilson
from classifier.training.recipe import Threshold

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A threshold, and what it gave on rows held out from the fit, with 95 % intervals."""

    value: float
    precision: float
    recall: float
    recall_interval: tuple[float, float]
    false_positive_rate: float
    false_positive_interval: tuple[float, float]
    positives: int
    negatives: int

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def choose(scores: Floats, target: npt.NDArray[np.int64], wanted: Threshold) -> Chosen:
    """The lowest threshold that keeps the wanted precision, were `wanted.prevalence` of comments positive.

    Precision at another prevalence than the sample's follows from the two rates: p·TPR / (p·TPR + (1-p)·FPR).
    If no threshold reaches it, the most precise one is taken.
    """
    order = np.argsort(-scores, kind="stable")
    positive = target[order] == 1
    found = np.cumsum(positive) / max(np.sum(positive), 1)
    wrong = np.cumsum(~positive) / max(np.sum(~positive), 1)
    hits, misses = wanted.prevalence * found, (1 - wanted.prevalence) * wrong
    precision = hits / np.maximum(hits + misses, 1e-12)
    last_of_ties = np.append(np.diff(scores[order]) != 0, True)
    good = np.flatnonzero((precision >= wanted.precision) & last_of_ties)
    at = int(good[-1]) if len(good) else int(np.argmax(np.where(last_of_ties, precision, 0)))
    flagged = scores >= scores[order][at]
    positives, negatives = int(np.sum(target == 1)), int(np.sum(target == 0))
    return Chosen(
        value=float(scores[order][at]),
        precision=float(precision[at]),
        recall=float(found[at]),
        recall_interval=wilson(int(np.sum(flagged & (target == 1))), positives),
        false_positive_rate=float(wrong[at]),
        false_positive_interval=wilson(int(np.sum(flagged & (target == 0))), negatives),
        positives=positives,
        negatives=negatives,
    )

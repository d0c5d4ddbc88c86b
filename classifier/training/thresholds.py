"""Where a label's threshold lies: the most recall at a stated precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.training.intervals import wilson

#: Above every probability: a label with this threshold is never flagged.
NEVER = 1.01

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A threshold, and what it gave on rows held out from the fit, with 95 % intervals.

    `precision` is None where the wanted one can't be reached and nothing is flagged.
    """

    value: float
    precision: float | None
    recall: float
    recall_interval: tuple[float, float]
    false_positive_rate: float
    false_positive_interval: tuple[float, float]
    positives: int
    negatives: int

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Everyday:
    """Scores of comments that people presume innocent, and which share of them may be flagged at most."""

    scores: Floats
    ceiling: float

    def passes(self, thresholds: Floats) -> npt.NDArray[np.bool_]:
        """For each threshold, whether it flags few enough of them."""
        below = np.searchsorted(np.sort(self.scores), thresholds, side="left")
        return np.asarray(len(self.scores) - below <= self.ceiling * len(self.scores))


def choose(
    scores: Floats,
    target: npt.NDArray[np.int64],
    *,
    precision: float,
    prevalence: float,
    everyday: Everyday | None = None,
) -> Chosen:
    """The lowest threshold that keeps `precision`, were this share of comments positive, and `everyday`'s
    bound.

    Precision at another prevalence than the sample's follows from the two rates: p·TPR / (p·TPR + (1-p)·FPR).
    If no threshold reaches it, the answer is one that flags nothing.
    """
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    positive = target[order] == 1
    found = np.cumsum(positive) / max(np.sum(positive), 1)
    wrong = np.cumsum(~positive) / max(np.sum(~positive), 1)
    hits, misses = prevalence * found, (1 - prevalence) * wrong
    reached = hits / np.maximum(hits + misses, 1e-12)
    last_of_ties = np.append(np.diff(ranked) != 0, True)
    fits = (reached >= precision) & last_of_ties & (everyday.passes(ranked) if everyday else True)
    good = np.flatnonzero(fits)
    value = float(ranked[good[-1]]) if len(good) else NEVER
    flagged = scores >= value
    positives, negatives = int(np.sum(target == 1)), int(np.sum(target == 0))
    right, wrongly = int(np.sum(flagged & (target == 1))), int(np.sum(flagged & (target == 0)))
    return Chosen(
        value=value,
        precision=float(reached[good[-1]]) if len(good) else None,
        recall=right / max(positives, 1),
        recall_interval=wilson(right, positives),
        false_positive_rate=wrongly / max(negatives, 1),
        false_positive_interval=wilson(wrongly, negatives),
        positives=positives,
        negatives=negatives,
    )

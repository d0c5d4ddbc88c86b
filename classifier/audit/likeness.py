"""How much the dump is like the texts that the model was measured on, and so how far its error rates hold.

Two distances, each between 0 and 1 (Hellinger): of the texts' lengths, and of the scores of incivility after
the best mix of the set's uncivil and civil comments was found, so that a dump is not unlike a set for having
more or fewer of one kind (the mixture model of González-Castro, Alaiz-Rodríguez and Alegre 2013). From the
square of each is taken what chance alone gives two samples of such sizes: one eighth of the number of bins
less one, for each of the two sizes (Freeman and Tukey 1950).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.audit.evaluation import EvaluatedSet
from classifier.audit.tally.spread import BINS, Spread
from classifier.labels import NAMES

LABEL = "incivility"
#: Scores are compared in twentieths of [0, 1], mixes in steps of a hundredth.
_WIDTH = BINS // 20
_SHARES = np.linspace(0, 1, 101)[:, None]

#: Up to this distance the dump counts as like a set. Halves of one set lie below .05 apart, the two sets of
#: Wikipedia's talk pages about .1, sets of different communities mostly .15 to .5.
LIKE = 0.1

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The distance of the dump from one set: the root mean square of `scores` and `lengths`."""

    name: str
    scores: float
    lengths: float

    @property
    def distance(self) -> float:
        """0 for the same spread of scores and lengths, 1 for nothing in common."""
        return float(np.hypot(self.scores, self.lengths) / np.sqrt(2))


def likenesses(spread: Spread, sets: Sequence[EvaluatedSet]) -> list[Likeness]:
    """The distance from each set that has uncivil and civil comments, nearest first."""
    comparable = [of for of in sets if LABEL in of.labels and _has_both(of)]
    found = [Likeness(of.name, _of_scores(spread, of), _of_lengths(spread, of)) for of in comparable]
    return sorted(found, key=lambda likeness: (likeness.distance, likeness.name))


def _has_both(of: EvaluatedSet) -> bool:
    counts = of.labels[LABEL]
    return bool(counts.such.sum() and counts.others.sum())


def _of_scores(spread: Spread, of: EvaluatedSet) -> float:
    here = _coarse(spread.scores[NAMES.index(LABEL)])
    such, others = (_coarse(counts) for counts in (of.labels[LABEL].such, of.labels[LABEL].others))
    mixes = _SHARES * such / such.sum() + (1 - _SHARES) * others / others.sum()
    return _distance(here, mixes, float(such.sum() + others.sum()))


def _of_lengths(spread: Spread, of: EvaluatedSet) -> float:
    lengths = of.lengths.astype(np.float64)
    return _distance(spread.lengths.astype(np.float64), lengths[None] / lengths.sum(), float(lengths.sum()))


def _coarse(counts: npt.NDArray[np.int64]) -> Floats:
    return np.asarray(counts.reshape(-1, _WIDTH).sum(axis=1), dtype=np.float64)


def _distance(counts: Floats, mixes: Floats, n: float) -> float:
    """The least Hellinger distance of `counts` from any row of `mixes`, which are shares of `n` rows."""
    total = counts.sum()
    if not total:
        return 1.0
    squares = 1 - np.sqrt(mixes * counts / total).sum(axis=1)
    by_chance = (len(counts) - 1) / 8 * (1 / total + 1 / n)
    return float(np.sqrt(max(0.0, squares.min() - by_chance)))

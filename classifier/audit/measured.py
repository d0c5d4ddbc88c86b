"""What the hand-checked sample says of the whole dump: precision, recall and prevalence, with intervals.

The sample is stratified (`tally/strata.py`), so a row stands for as many as its stratum has for each that was
checked (Cochran, "Sampling Techniques", 1977, chapter 5A). Within a stratum, rows with the label's flag and
rows without are kept apart, since how many there are of either is known exactly (post-stratification).

The intervals are Bayesian with Jeffreys' prior, which keeps its promise near 0 and 1, where the bootstrap
fails (Brown, Cai and DasGupta 2001): the share of such rows in each cell is drawn from its posterior, what
was not checked is drawn by that share, and precision and recall are worked out for every draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.audit.checked import Checked
from classifier.audit.tally import Tally
from classifier.audit.tally.strata import STRATA
from classifier.labels import NAMES
from classifier.training.intervals import Interval

_DRAWS = 4000

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate and its 95 % interval; NaN where there is nothing to tell it by."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class MeasuredHere:
    """One label as people saw it in `n` rows of the dump, `such` of them such."""

    n: int
    such: int
    precision: Figure
    recall: Figure
    prevalence: Figure


@dataclass(frozen=True, slots=True)
class Cells:
    """Strata by flag, shape (strata, 2): how many rows there are, were checked, and turned out to be such."""

    sizes: Counts
    checked: Counts
    such: Counts


def measure_here(tally: Tally, checked: Checked) -> dict[str, MeasuredHere]:
    """Every label of which at least one row was checked."""
    cells = {name: _cells(tally, checked, name) for name in NAMES}
    return {name: estimate(of) for name, of in cells.items() if of.checked.any()}


def estimate(cells: Cells) -> MeasuredHere:
    """Precision, recall and prevalence; NaN where nothing is flagged, or nothing such was found."""
    random = np.random.default_rng(0)
    shares = random.beta(cells.such + 0.5, cells.checked - cells.such + 0.5, (_DRAWS, *cells.sizes.shape))
    drawn = cells.such + random.binomial(cells.sizes - cells.checked, shares)
    likely = cells.sizes * _shares(cells)
    every, all_flagged = _all(cells.sizes), _flagged(cells.sizes)
    return MeasuredHere(
        int(cells.checked.sum()),
        int(cells.such.sum()),
        _figure(_divide(_flagged(likely), all_flagged), _divide(_flagged(drawn), all_flagged)),
        _figure(_divide(_flagged(likely), _all(likely)), _divide(_flagged(drawn), _all(drawn))),
        _figure(_divide(_all(likely), every), _divide(_all(drawn), every)),
    )


def _cells(tally: Tally, checked: Checked, name: str) -> Cells:
    label = NAMES.index(name)
    flagged = tally.strata.sizes[:, 1 + label]
    sizes = np.stack([tally.strata.sizes[:, 0] - flagged, flagged], axis=1)
    counts = np.zeros((2, len(STRATA), 2), np.int64)
    for row in tally.strata.sample.rows.select(["bin", "part", "row", "flags"]).to_pylist():
        told = checked.labels.get((row["part"], row["row"]), {}).get(name)
        if told is not None:
            counts[:, row["bin"], int(row["flags"][label])] += 1, told
    return Cells(sizes, counts[0], counts[1])


def _shares(cells: Cells) -> Floats:
    """The share of such rows in each cell; where none was checked, that of all checked ones with its flag."""
    pooled = cells.such.sum(axis=0) / np.maximum(1, cells.checked.sum(axis=0))
    return np.where(cells.checked > 0, cells.such / np.maximum(1, cells.checked), pooled)


def _all(rows: npt.NDArray[Any]) -> Floats:
    """The sum over strata and flags, of shape (..., strata, 2)."""
    return np.asarray(rows.sum(axis=(-2, -1)), dtype=np.float64)


def _flagged(rows: npt.NDArray[Any]) -> Floats:
    """The sum over strata of the flagged ones, of shape (..., strata, 2)."""
    return np.asarray(rows[..., 1].sum(axis=-1), dtype=np.float64)


def _divide(part: Floats, whole: Floats) -> Floats:
    """A share; NaN of nothing."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _figure(value: Floats, draws: Floats) -> Figure:
    """The estimate and the middle 95 % of the draws, widened where the estimate lies outside."""
    told = draws[~np.isnan(draws)]
    if np.isnan(value) or not len(told):
        return Figure(float("nan"), (0.0, 1.0))
    low, high = np.quantile(told, [0.025, 0.975])
    return Figure(float(value), (min(float(low), float(value)), max(float(high), float(value))))

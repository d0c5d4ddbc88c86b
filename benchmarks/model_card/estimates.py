"""What was measured: a value, its 95 % interval, and of how many."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from benchmarks.model_card.arrays import Flags, Floats, Rows
from classifier.training.intervals import bootstrap, wilson


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measurement. `value`, `low` and `high` are NaN where it is undefined; `n` counts rows."""

    value: float
    low: float
    high: float
    n: int

    def to_json(self) -> dict[str, float | int | None]:
        return {
            "value": _or_null(self.value),
            "low": _or_null(self.low),
            "high": _or_null(self.high),
            "n": self.n,
        }


def share(hits: Iterable[bool] | Flags) -> Estimate:
    """The proportion of true values, with Wilson's interval."""
    told = np.fromiter(hits, dtype=bool)
    count, n = int(told.sum()), len(told)
    return Estimate(count / n if n else math.nan, *wilson(count, n), n)


def mean(values: Floats) -> Estimate:
    """The mean over rows, with a bootstrap interval. `values` has shape (rows,)."""
    return of_rows(lambda rows: float(np.mean(values[rows])), len(values))


def of_rows(statistic: Callable[[Rows], float], rows: int) -> Estimate:
    """Any statistic of row numbers, with a bootstrap interval."""
    if rows == 0:
        return Estimate(math.nan, math.nan, math.nan, 0)
    return Estimate(statistic(np.arange(rows)), *bootstrap(statistic, rows), rows)


def of_draws(value: float, draws: Floats, n: int) -> Estimate:
    """A value whose resampled twins are at hand, shape (resamples,); undefined ones are left out."""
    defined = draws[~np.isnan(draws)]
    if not len(defined):
        return Estimate(value, math.nan, math.nan, n)
    low, high = np.quantile(defined, [0.025, 0.975])
    return Estimate(value, float(low), float(high), n)


def median(values: Floats) -> Estimate:
    """The median, with an interval from order statistics: it assumes nothing of how values are spread."""
    return quantile(values, 0.5)


def quantile(values: Floats, level: float) -> Estimate:
    """A quantile, with the order statistics that enclose it in 95 % of samples (a normal approximation)."""
    ordered, n = np.sort(values), len(values)
    reach = 1.96 * math.sqrt(n * level * (1 - level))
    low, high = math.floor(n * level - reach), math.ceil(n * level + reach)
    bounds = float(ordered[max(0, low)]), float(ordered[min(n - 1, high)])
    return Estimate(float(np.quantile(ordered, level)), *bounds, n)


def _or_null(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)

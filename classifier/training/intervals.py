"""95 % intervals for what is measured."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import numpy.typing as npt

Z = 1.959964  # the normal quantile of 97.5 %

Interval = tuple[float, float]


def wilson(successes: int, trials: int) -> Interval:
    """The 95 % interval of a proportion (Wilson, 1927), honest near 0 and 1. (0, 1) without trials.

    >>> tuple(round(bound, 3) for bound in wilson(0, 10))
    (0.0, 0.278)
    """
    if trials == 0:
        return 0.0, 1.0
    rate, square = successes / trials, Z * Z / trials
    centre = (rate + square / 2) / (1 + square)
    half = Z * sqrt(rate * (1 - rate) / trials + square / (4 * trials)) / (1 + square)
    low = centre - half if successes else 0.0  # exactly, where rounding would miss it by a hair
    high = centre + half if successes < trials else 1.0
    return low, high


def bootstrap(
    statistic: Callable[[npt.NDArray[np.int64]], float], rows: int, *, resamples: int = 400, seed: int = 0
) -> Interval:
    """The 95 % percentile interval of a statistic of row numbers drawn with replacement (Efron, 1979).

    Draws for which the statistic is undefined (NaN) are left out.
    """
    random = np.random.default_rng(seed)
    values = [statistic(random.integers(0, rows, rows)) for _ in range(resamples)]
    defined = [value for value in values if not np.isnan(value)]
    if not defined:
        return float("nan"), float("nan")
    low, high = np.quantile(defined, [0.025, 0.975])
    return float(low), float(high)

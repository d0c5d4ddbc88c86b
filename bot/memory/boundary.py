"""Where "off topic" begins in a channel, once moderators have said of some posts that they are fine there."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: One press moves a boundary by so much at most, and all of them together by so much. Log-odds.
STEP, FARTHEST = 3.0, 6.0
#: How much beyond an accepted post the boundary lies, so that the same post passes.
BEYOND = 0.01

#: A probability this near to 0 or 1 counts as this. Keeps log-odds finite.
SURE = 1e-6


def log_odds(probability: float) -> float:
    """The logarithm of the odds; finite for every probability in [0, 1]."""
    inside = min(max(probability, SURE), 1 - SURE)
    return math.log(inside) - math.log1p(-inside)


def boundary(threshold: float, accepted: Sequence[float]) -> float:
    """From which log-odds a post is off topic in a channel.

    `threshold` is where it begins elsewhere; `accepted` are the log-odds of the posts that moderators called
    fine. The boundary moves just beyond their upper quartile, by `STEP` for each of them at most: one press
    can't silence a channel, and a habit does move it. It never moves down.

    >>> boundary(1.0, []), boundary(1.0, [2.0]), boundary(1.0, [9.0]), boundary(1.0, [9.0, 9.0])
    (1.0, 2.01, 4.0, 7.0)
    """
    count = len(accepted)
    if not count:
        return threshold
    quartile = sorted(accepted)[math.ceil(0.75 * count) - 1]
    farthest = threshold + min(STEP * count, FARTHEST)
    return max(min(quartile + BEYOND, farthest), threshold)

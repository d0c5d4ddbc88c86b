"""Where "off topic" begins in a channel, once moderators have said of some posts that they are fine there."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: However often posts are said to be fine, a channel keeps a boundary: so far from the common one. Log-odds.
FARTHEST = 6.0

#: A probability this near to 0 or 1 counts as this. Keeps log-odds finite.
SURE = 1e-6


def log_odds(probability: float) -> float:
    """The logarithm of the odds; finite for every probability in [0, 1]."""
    inside = min(max(probability, SURE), 1 - SURE)
    return math.log(inside) - math.log1p(-inside)


def boundary(threshold: float, accepted: Sequence[float]) -> float:
    """From which log-odds a post is off topic in a channel.

    `threshold` is where it begins elsewhere; `accepted` are the log-odds of the posts that moderators called
    fine. The boundary moves towards the upper quartile of these, halfway for one, two thirds of the way for
    two, and so on: one press can't silence a channel, and a habit does move it. It never moves down.

    >>> boundary(1.0, [])
    1.0
    >>> boundary(1.0, [3.0])
    2.0
    """
    count = len(accepted)
    if not count:
        return threshold
    quartile = sorted(accepted)[math.ceil(0.75 * count) - 1]
    moved = threshold + (quartile - threshold) * count / (count + 1)
    return min(max(moved, threshold), threshold + FARTHEST)

"""The score of what is counted: how far a count is beyond its limit."""

from __future__ import annotations

#: From which score our own reasons count, unless a server says otherwise: that of a count at its limit.
THRESHOLD = 0.5


def strength(count: float, limit: float) -> float:
    """0.5 at the limit, towards 1 beyond it, and below 0.5 under it; it is no probability.

    >>> [strength(count, 8) for count in (4, 8, 16, 80)]
    [0.25, 0.5, 0.75, 0.95]
    """
    if count < limit:
        return THRESHOLD * count / limit
    return 1 - (1 - THRESHOLD) * limit / count

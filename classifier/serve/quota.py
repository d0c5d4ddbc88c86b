"""So many requests a second for each caller, as the Perspective API had it."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from classifier.serve.errors import ApiError
from classifier.serve.limits import REMEMBERED_CALLERS


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Quota:
    """A bucket of tokens for each caller: it holds a second's worth, or one request if that is more.

    `rate` is in requests a second.
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._most = max(rate, 1.0)
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, caller: str) -> None:
        """Count one request. Raises ApiError 429 when the caller has had enough."""
        now = self._clock()
        bucket = self._buckets.setdefault(caller, _Bucket(self._most, now))
        self._buckets.move_to_end(caller)
        if len(self._buckets) > REMEMBERED_CALLERS:
            self._buckets.popitem(last=False)
        bucket.left = min(self._most, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        if bucket.left < 1.0:
            raise ApiError(
                429,
                f"Quota exceeded: {self._rate:g} requests a second.",
                retry_after=math.ceil((1.0 - bucket.left) / self._rate),
            )
        bucket.left -= 1.0

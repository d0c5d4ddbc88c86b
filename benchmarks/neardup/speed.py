"""What a sketch costs, and what the bot's index does."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from classifier.sketches import plain
from classifier.sketches.recent import RecentTexts
from classifier.sketches.scheme import Bytes, Offsets, Sketches
from classifier.training.intervals import Interval

LENGTH = 110
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds, with an interval, of `n` comments."""

    microseconds: float
    interval: Interval
    n: int


def sketching(texts: Sequence[str], comments: int = 50_000) -> dict[str, Cost]:
    """Processor time of sketching a comment of 110 characters: the median of some rounds, and their range."""
    long = [text[:LENGTH] for text in texts if len(text) >= LENGTH]
    encoded = [long[at % len(long)].encode() for at in range(comments)]
    data = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    ways: dict[str, Callable[[Bytes, Offsets], Sketches]] = {"numpy": plain.sketch}
    try:
        from classifier.sketches import compiled
    except ImportError:
        pass
    else:
        ways = {"numba": compiled.sketch, **ways}
    costs = {}
    for name, way in ways.items():
        way(data, offsets[:2])
        times = []
        for _ in range(ROUNDS):
            started = time.process_time()
            way(data, offsets)
            times.append((time.process_time() - started) / comments * 1e6)
        costs[name] = Cost(float(np.median(times)), (min(times), max(times)), comments)
    return costs


def adding(texts: Sequence[str], posts: int = 40_000) -> dict[str, Cost]:
    """Processor time of adding a post to the bot's index, full of other posts: median and 99th percentile."""
    recent: RecentTexts[int] = RecentTexts(timedelta(minutes=30))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    times = []
    for post in range(posts):
        when = start + timedelta(milliseconds=20 * post)
        started = time.process_time_ns()
        recent.add(texts[post % len(texts)], post, when)
        times.append((time.process_time_ns() - started) / 1000)
    full = np.sort(times[posts // 2 :])
    return {"median": _quantile(full, 0.5), "99 %": _quantile(full, 0.99)}


def _quantile(ordered: np.ndarray[tuple[int], np.dtype[np.float64]], share: float) -> Cost:
    """A quantile with its 95 % interval from order statistics."""
    n = len(ordered)
    reach = 1.96 * (n * share * (1 - share)) ** 0.5
    low, high = (min(max(round(n * share + side * reach), 0), n - 1) for side in (-1, 1))
    return Cost(float(ordered[int(n * share)]), (float(ordered[low]), float(ordered[high])), n)

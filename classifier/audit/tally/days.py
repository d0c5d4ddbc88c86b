"""How many rows, and how many flags of each label, every day has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from classifier.audit.tally.scored import Counts, Scored
from classifier.labels import NAMES

_DAY = 86_400_000_000  # microseconds
#: Days since 1970 that are counted one by one: up to the end of 2099. Times outside are counted together.
DAYS = 47_482


@dataclass
class Days:
    """`days` ascends, in days since 1970 (UTC); `counts` has a row for each: rows, then flags by label.

    `untimed` counts rows without a time or with one outside 1970 to 2099.
    """

    days: Counts
    counts: Counts
    untimed: int

    @classmethod
    def of(cls, scored: Scored) -> Days:
        """Count one batch."""
        times = scored.batch.column("time")
        day = np.asarray(times.cast(pa.int64()).fill_null(-1)) // _DAY
        timed = (day >= 0) & (day < DAYS)
        if not timed.any():
            return cls(np.zeros(0, np.int64), np.zeros((0, 1 + len(NAMES)), np.int64), len(day))
        first = int(day[timed].min())
        width = int(day[timed].max()) - first + 1
        rows = np.bincount(day[timed] - first, minlength=width)
        counts = np.zeros((width, 1 + len(NAMES)), np.int64)
        counts[:, 0] = rows
        hits = scored.hits[timed[scored.hits]]
        for label in range(len(NAMES)):
            counts[:, 1 + label] = np.bincount(day[hits[scored.flags[hits, label]]] - first, minlength=width)
        filled = np.flatnonzero(rows)
        return cls(filled + first, counts[filled], int(len(day) - timed.sum()))

    def merge(self, other: Days) -> None:
        """Add another's numbers."""
        days, place = np.unique(np.concatenate([self.days, other.days]), return_inverse=True)
        counts = np.zeros((len(days), 1 + len(NAMES)), np.int64)
        counts[place[: len(self.days)]] += self.counts
        counts[place[len(self.days) :]] += other.counts
        self.days, self.counts = days, counts
        self.untimed += other.untimed

    def to_json(self) -> dict[str, Any]:
        return {"days": self.days.tolist(), "counts": self.counts.tolist(), "untimed": self.untimed}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Days:
        counts = np.array(given["counts"], dtype=np.int64).reshape(-1, 1 + len(NAMES))
        return cls(np.array(given["days"], dtype=np.int64), counts, given["untimed"])

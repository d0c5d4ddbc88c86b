"""Rows and flags by channel, thread, topic or author: all of them while they are few, else the worst ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from classifier.audit.tally.scored import Counts, Scored
from classifier.labels import NAMES

#: Past so many names only half as many are kept: those with the most flagged rows.
MOST = 1024
KEPT = MOST // 2
#: Of one batch at most so many names are looked at, those with the most flagged rows.
OF_BATCH = 256

#: Columns of the counts: rows, rows with any flag, then flags by label.
WIDTH = 2 + len(NAMES)


@dataclass
class Groups:
    """`counts` has WIDTH numbers for each name; `others` the sum of the names that were let go.

    `missing` bounds how many flagged rows any kept name may lack, since it may have been let go before.
    """

    counts: dict[str, Counts]
    others: Counts = field(default_factory=lambda: np.zeros(WIDTH, np.int64))
    missing: int = 0

    @classmethod
    def of(cls, scored: Scored, column: str) -> Groups:
        """Count one batch. Rows without a name are in no group."""
        values, places = scored.encoded(column)
        if not len(values):
            return cls({})
        counts = _by_place(places, scored, len(values))
        kept = _worst(counts, OF_BATCH)
        names = values.take(pa.array(kept)).to_pylist()
        groups = cls(dict(zip(names, counts[kept], strict=True)))
        if len(kept) < len(counts):
            dropped = np.delete(counts, kept, axis=0)
            groups.others = dropped.sum(axis=0)
            groups.missing = int(dropped[:, 1].max())
        return groups

    def merge(self, other: Groups) -> None:
        """Add another's numbers; let names go where they are too many."""
        for name, counts in other.counts.items():
            before = self.counts.get(name)
            self.counts[name] = counts if before is None else before + counts
        self.others = self.others + other.others
        self.missing += other.missing
        if len(self.counts) > MOST:
            self._let_go()

    def _let_go(self) -> None:
        ordered = sorted(self.counts, key=lambda name: (-self.counts[name][1], -self.counts[name][0], name))
        for name in ordered[KEPT:]:
            self.others = self.others + self.counts[name]
        self.missing += int(self.counts[ordered[KEPT]][1])
        self.counts = {name: self.counts[name] for name in ordered[:KEPT]}

    def to_json(self) -> dict[str, Any]:
        counts = {name: numbers.tolist() for name, numbers in sorted(self.counts.items())}
        return {"counts": counts, "others": self.others.tolist(), "missing": self.missing}

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Groups:
        counts = {name: np.array(numbers, dtype=np.int64) for name, numbers in given["counts"].items()}
        return cls(counts, np.array(given["others"], dtype=np.int64), given["missing"])


def _by_place(places: Counts, scored: Scored, size: int) -> Counts:
    """Rows and flags of each name, shape (size, WIDTH); place `size` is for rows without a name."""
    counts = np.zeros((size, WIDTH), np.int64)
    counts[:, 0] = np.bincount(places, minlength=size + 1)[:size]
    hits = scored.hits
    counts[:, 1] = np.bincount(places[hits], minlength=size + 1)[:size]
    for label in range(len(NAMES)):
        of_label = hits[scored.flags[hits, label]]
        counts[:, 2 + label] = np.bincount(places[of_label], minlength=size + 1)[:size]
    return counts


def _worst(counts: Counts, most: int) -> Counts:
    """Which names have the most flagged rows, and of those the most rows; ties in the order of the batch."""
    if len(counts) <= most:
        return np.arange(len(counts))
    return np.lexsort((-counts[:, 0], -counts[:, 1]))[:most]

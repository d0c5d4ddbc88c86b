"""Rows and flags by channel, thread, topic or author: of all of them while they are few, else of the worst.

Past a bound the names with the fewest flagged rows are let go, as in the algorithm of Misra and Gries (1982),
and how much any kept name may lack for it is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.tally.arrow_text import from_text, to_text
from classifier.audit.tally.scored import Counts, Scored
from classifier.labels import NAMES

#: Past so many names only half as many are kept.
MOST = 32_768
KEPT = MOST // 2

#: Characters of a name.
LONGEST_NAME = 200

#: Columns of the counts: rows, rows with any flag, then flags by label.
WIDTH = 2 + len(NAMES)


def _nothing() -> Counts:
    return np.zeros((0, WIDTH), np.int64)


@dataclass
class Groups:
    """`counts` has a row of WIDTH numbers for each of `names`, an Arrow array of strings without nulls.

    `others` is the sum of the names that were let go. Any kept name may lack up to `missing` rows and flagged
    rows, since it may have been let go before.
    """

    names: pa.Array
    counts: Counts
    others: Counts = field(default_factory=lambda: np.zeros(WIDTH, np.int64))
    missing: Counts = field(default_factory=lambda: np.zeros(2, np.int64))
    _waiting: list[tuple[pa.Array, Counts]] = field(default_factory=list)

    @classmethod
    def of(cls, scored: Scored, column: str) -> Groups:
        """Count one batch. Rows without a name are in no group."""
        values, places = scored.encoded(column)
        names = pc.utf8_slice_codeunits(values, 0, LONGEST_NAME)
        counts = _by_place(places, scored, len(values)) if len(values) else _nothing()
        return cls(pa.array([], pa.string()), _nothing(), _waiting=[(names, counts)])

    def merge(self, other: Groups) -> None:
        """Add another's numbers; let names go where they are too many."""
        self.others = self.others + other.others
        self.missing = self.missing + other.missing
        self._waiting += [(other.names, other.counts), *other._waiting]
        if sum(len(names) for names, _ in self._waiting) > MOST:
            self.settle()

    def settle(self) -> None:
        """Bring the numbers of the same name together. Merging puts that off until it is worth the while."""
        if not self._waiting:
            return
        pieces = [(self.names, self.counts), *self._waiting]
        self._waiting = []
        encoded = pa.concat_arrays([names for names, _ in pieces]).dictionary_encode()
        places = encoded.indices.to_numpy()
        every = np.concatenate([counts for _, counts in pieces])
        self.names, self.counts = encoded.dictionary, _summed(every, places, len(encoded.dictionary))
        if len(self.names) > MOST:
            self._let_go()

    def worst(self) -> list[tuple[str, Counts]]:
        """Every name and its counts, those with the most flagged rows first, then by rows and by name."""
        self.settle()
        order = self._by_flags()
        names = self.names.take(pa.array(order)).to_pylist()
        return list(zip(names, self.counts[order], strict=True))

    def _by_flags(self) -> Counts:
        rank = pc.rank(self.names, tiebreaker="first").to_numpy()
        return np.lexsort((rank, -self.counts[:, 0], -self.counts[:, 1]))

    def _let_go(self) -> None:
        order = self._by_flags()
        kept, gone = order[:KEPT], self.counts[order[KEPT:]]
        self.others = self.others + gone.sum(axis=0)
        self.missing = self.missing + gone[:, :2].max(axis=0)
        self.names, self.counts = self.names.take(pa.array(kept)), self.counts[kept]

    def to_json(self) -> dict[str, Any]:
        self.settle()
        columns = {str(number): self.counts[:, number] for number in range(WIDTH)}
        return {
            "counts": to_text(pa.table({"name": self.names, **columns})),
            "others": self.others.tolist(),
            "missing": self.missing.tolist(),
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Groups:
        table = from_text(given["counts"]).combine_chunks()
        counts = np.stack([table[str(number)].to_numpy() for number in range(WIDTH)], axis=1)
        names = pa.concat_arrays([pa.array([], pa.string()), *table["name"].chunks])
        return cls(names, counts, np.array(given["others"]), np.array(given["missing"]))


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


def _summed(counts: Counts, places: Counts, size: int) -> Counts:
    """The rows of `counts` summed by their places. Sums of counts are exact in floats up to 2^53."""
    columns = [np.bincount(places, column, minlength=size) for column in counts.T]
    return np.stack(columns, axis=1).astype(np.int64)

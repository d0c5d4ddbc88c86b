"""Posts with the same letters: only the first of them need be looked at further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from classifier.audit.campaigns.arrays import Rows, begins, row_type
from classifier.audit.campaigns.scratch import Partitions, Records
from classifier.audit.campaigns.shards import Shards


def first_copies(shards: Shards, folder: Path) -> Rows:
    """For each row the first one with the same letters, possibly itself; -1 for rows that are left out."""
    first: Rows = np.full(len(shards), -1, dtype=row_type(len(shards)))
    with Partitions(folder, "copies", 2, len(shards)) as partitions:
        for start, texts in shards.texts():
            rows = np.flatnonzero(texts)
            records = np.column_stack((texts[rows], (rows + start).astype(np.uint64)))
            partitions.add(records, (texts[rows] >> np.uint64(32)).astype(np.uint32))
        for records_of in partitions.files():
            for rows, firsts in _firsts(records_of):
                first[rows] = firsts
    return first


def _firsts(pieces: Iterable[Records]) -> Iterator[tuple[Rows, Rows]]:
    """Rows, and the first one with the same text, of records (text, row) in the order of rows."""
    known = np.empty((0, 2), dtype=np.uint64)
    for piece in pieces:
        both = np.concatenate((known, piece))
        both = np.take(both, np.argsort(both[:, 0], kind="stable"), axis=0)
        new = begins(both[:, 0])
        known = both[new]
        rows = both[:, 1].astype(np.int64)
        yield rows, rows[new][np.cumsum(new) - 1]

"""Texts that are nearly the same: those that share a key of their sketch, and enough of its marks.

Within a bucket, which is the texts with one key, texts are sorted by two further keys and each is compared
with the few after it. So a bucket costs no more than its size, however crowded: near-copies share the further
keys too, and stand together (as in the LSH forest of Bawa, Condie and Ganesan, 2005).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from classifier.audit.campaigns.arrays import Rows, begins, ends
from classifier.audit.campaigns.forest import Forest
from classifier.audit.campaigns.repeats import Keys, Repeats
from classifier.audit.campaigns.scratch import Partitions, Records
from classifier.audit.campaigns.shards import Shards
from classifier.sketches.scheme import BINS, KEYS
from classifier.sketches.sketch import ALIKE, equal_marks, marks_needed

#: In its bucket a text is compared with so many after it.
NEIGHBOURS = 4

_HALF, _QUARTER = np.uint64(32), np.uint32(16)
_NEEDED = marks_needed(ALIKE)


def join_near_copies(shards: Shards, first: Rows, forest: Forest, folder: Path) -> None:
    """Join the rows of near-copies in the forest. Of copies only the first one, by `first`, is looked at."""
    with Partitions(folder, "near", 2 + BINS // 16, len(first)) as partitions:
        _spread(shards, first, partitions)
        for records_of in partitions.files():
            _join(records_of, forest)


def _spread(shards: Shards, first: Rows, partitions: Partitions) -> None:
    """Write a record for every row and key of it that other rows have, too."""
    repeats = Repeats(len(first) * KEYS)
    for start, keys in shards.sketch_keys():
        repeats.add(keys[_distinct(keys, first, start)])
    for start, keys, marks in shards.keys_and_marks():
        rows = _distinct(keys, first, start)
        own = keys[rows]
        held, number = np.nonzero(repeats(own))
        key, second, third = (own[held, (number + step) % KEYS] for step in range(3))
        records = np.empty((len(held), 2 + BINS // 16), dtype=np.uint64)
        records[:, 0] = key.astype(np.uint64) << _HALF | second >> _QUARTER << _QUARTER | third >> _QUARTER
        records[:, 1] = rows[held] + start
        records[:, 2:] = marks[rows[held]]
        partitions.add(records, key)


def _distinct(keys: Keys, first: Rows, start: int) -> Rows:
    """The rows of a shard that are no copies, and long enough to have near-copies."""
    own = np.arange(start, start + len(keys))
    return np.flatnonzero((first[start : start + len(keys)] == own) & keys.any(axis=1))


def _join(records_of: Iterable[Records], forest: Forest) -> None:
    """Join what is alike of records (key, row, marks)."""
    last = np.empty((0, 2 + BINS // 16), dtype=np.uint64)
    for records in records_of:
        both = np.concatenate((last, records))
        order = np.argsort(both[:, 0], kind="stable")
        bucket = both[order, 0] >> _HALF
        several = ~(begins(bucket) & ends(bucket))
        alike, among = np.take(both, order[several], axis=0), bucket[several]
        pairs = [np.empty((2, 0), dtype=np.int64)]
        for step in range(1, NEIGHBOURS + 1):
            meets = np.flatnonzero(among[step:] == among[:-step])
            one, other = (np.take(alike[:, 2:], at, axis=0) for at in (meets, meets + step))
            near = meets[equal_marks(one, other) >= _NEEDED]
            pairs.append(np.stack((near, near + step)))
        forest.join(*alike[:, 1].astype(np.int64)[np.concatenate(pairs, axis=1)])
        # What comes in the next piece of a bucket is compared with the last of this one.
        last = np.take(both, order[ends(bucket)], axis=0)

"""Texts that are nearly the same: those that share a key of their sketch, and enough of its marks.

Within a bucket, which is the texts with one key, texts are sorted by two further keys and each is compared
with the few after it. So a bucket costs no more than its size, however crowded: near-copies share the further
keys too, and stand together (as in the LSH forest of Bawa, Condie and Ganesan, 2005).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier.audit.campaigns.forest import Forest
from classifier.audit.campaigns.repeats import Keys, Repeats
from classifier.audit.campaigns.runs import ends
from classifier.audit.campaigns.scratch import Partitions, Records
from classifier.audit.campaigns.shards import Rows, Shards
from classifier.sketches.scheme import BINS, KEYS
from classifier.sketches.sketch import ALIKE, equal_marks, marks_needed

#: In its bucket a text is compared with so many after it.
NEIGHBOURS = 4

_HALF, _QUARTER = np.uint64(32), np.uint64(16)
_NEEDED = marks_needed(ALIKE)


def join_near_copies(shards: Shards, first: Rows, forest: Forest, folder: Path) -> None:
    """Join the rows of near-copies in the forest. Of copies only the first one, by `first`, is looked at."""
    repeats = Repeats(int(np.count_nonzero(first == np.arange(len(first)))) * KEYS)
    for start, keys in shards.sketch_keys():
        repeats.add(keys[_distinct(keys, first, start)])
    with Partitions(folder, "near", 2 + BINS // 16, len(first)) as partitions:
        for (start, keys), (_, marks) in zip(shards.sketch_keys(), shards.marks(), strict=True):
            rows = _distinct(keys, first, start)
            _spread(rows, start, keys, marks, repeats, partitions)
        for pieces in partitions:
            _join(pieces, forest)


def _distinct(keys: Keys, first: Rows, start: int) -> Rows:
    """The rows of a shard that are no copies, and long enough to have near-copies."""
    own = np.arange(start, start + len(keys))
    return np.flatnonzero((first[start : start + len(keys)] == own) & keys.any(axis=1))


def _spread(
    rows: Rows,
    start: int,
    keys: Keys,
    marks: npt.NDArray[np.uint64],
    repeats: Repeats,
    partitions: Partitions,
) -> None:
    own = keys[rows]
    repeated = repeats(own)
    for number in range(KEYS):
        held = np.flatnonzero(repeated[:, number])
        key, second, third = (own[held, (number + step) % KEYS].astype(np.uint64) for step in range(3))
        records = np.empty((len(held), 2 + BINS // 16), dtype=np.uint64)
        records[:, 0] = key << _HALF | second >> _QUARTER << _QUARTER | third >> _QUARTER
        records[:, 1] = rows[held] + start
        records[:, 2:] = marks[rows[held]]
        partitions.add(records, own[held, number])


def _join(pieces: Iterable[Records], forest: Forest) -> None:
    """Join what is alike of records (key, row, marks)."""
    last = np.empty((0, 2 + BINS // 16), dtype=np.uint64)
    for piece in pieces:
        both = np.concatenate((last, piece))
        both = np.take(both, np.argsort(both[:, 0], kind="stable"), axis=0)
        bucket, rows, marks = both[:, 0] >> _HALF, both[:, 1].astype(np.int64), both[:, 2:]
        pairs = []
        for step in range(1, NEIGHBOURS + 1):
            meets = np.flatnonzero(bucket[step:] == bucket[:-step])
            alike = (
                equal_marks(np.take(marks, meets, axis=0), np.take(marks, meets + step, axis=0)) >= _NEEDED
            )
            pairs.append(np.stack((meets[alike], meets[alike] + step)))
            if not len(meets):
                break
        one, other = rows[np.concatenate(pairs, axis=1)]
        forest.join(one, other)
        # What comes in the next piece of a bucket is compared with the last of this one.
        last = both[ends(bucket)]

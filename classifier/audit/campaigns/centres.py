"""What most texts of a group say, and who belongs to that: chains of small likenesses are cut.

That A is like B and B like C joins A and C, however unlike they are. So each group gets a centre: for every
mark the value that most of its posts have, which is nearly the sketch of the text that all were made from,
be it among them or not. Texts like the centre stay; the others are tried as a group of their own. A mere
chain has no such centre: then it is the text that comes nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.audit.campaigns.arrays import Bools, Rows, begins, counted, pieces
from classifier.audit.campaigns.forest import Forest
from classifier.audit.campaigns.scratch import Partitions, Records
from classifier.audit.campaigns.shards import Shards
from classifier.neardup import mix
from classifier.sketches.scheme import BINS, MARK_BITS
from classifier.sketches.sketch import equal_marks, marks_needed

#: From this similarity to the centre on a text stays. It is less than two texts need to be joined (`ALIKE`):
#: so hardly any copy is lost.
LIKE_CENTRE = 0.4
#: What is left of a group is tried so many times, and then taken for nothing.
ROUNDS = 64
#: So many texts of a group are asked for its centre.
ASKED = 32

_NEEDED = marks_needed(LIKE_CENTRE)
_GROUPS_AT_ONCE = 1024
_VALUES = 2**MARK_BITS
_SHIFTS = np.arange(64 - MARK_BITS, -1, -MARK_BITS, dtype=np.uint64)


class Grouped(NamedTuple):
    """For each row its group, as the first row of it, -1 if left out; and its equal marks with the centre."""

    group: Rows
    equal: npt.NDArray[np.uint8]


def grouped(shards: Shards, first: Rows, forest: Forest, folder: Path) -> Grouped:
    """The groups of all rows: those of the forest about their centres, and copies with the first of them."""
    group = forest.roots()
    group[first < 0] = -1
    equal = np.full(len(first), BINS, dtype=np.uint8)
    copies = counted(first, len(first))
    several = _several(group, first)
    with Partitions(folder, "groups", 3 + BINS // 16, int(several.sum())) as partitions:
        for start, marks in shards.marks():
            held = np.flatnonzero(several[start : start + len(marks)])
            rows = held + start
            head = np.stack((group[rows], rows, copies[rows]), axis=1).astype(np.uint64)
            records = np.concatenate((head, marks[held]), axis=1)
            partitions.add(records, (mix(head[:, 0]) >> np.uint64(32)).astype(np.uint32))
        for records_of in partitions.files():
            for rows, home, same in _settle(records_of):
                group[rows], equal[rows] = home, same
    for piece in pieces(len(first)):
        copied = np.flatnonzero(first[piece] >= 0) + piece.start
        group[copied], equal[copied] = group[first[copied]], equal[first[copied]]
    return Grouped(group, equal)


def _several(group: Rows, first: Rows) -> Bools:
    """Whether each row is the first of its copies, in a group with other texts."""
    distinct = np.zeros(len(first), dtype=np.bool_)
    for piece in pieces(len(first)):
        distinct[piece] = first[piece] == np.arange(piece.start, piece.stop)
    texts = counted(np.where(distinct, group, -1), len(first))
    for piece in pieces(len(first)):
        distinct[piece] &= texts[group[piece]] > 1
    return distinct


def _settle(records_of: Iterable[Records]) -> Iterator[tuple[Rows, Rows, Rows]]:
    """Of records (group, row, copies, marks): rows, the first row of the group each ends in, equal marks."""
    records = np.concatenate([np.empty((0, 3 + BINS // 16), dtype=np.uint64), *records_of])
    records = np.take(records, np.argsort(records[:, 0], kind="stable"), axis=0)
    for _ in range(ROUNDS):
        if not len(records):
            return
        number = np.cumsum(begins(records[:, 0])) - 1
        rows, copies, marks = records[:, 1].astype(np.int64), records[:, 2].astype(np.int64), records[:, 3:]
        same = _like_centre(marks, copies, number)
        inside = same >= _NEEDED
        first = np.full(number[-1] + 1, np.iinfo(np.int64).max)
        np.minimum.at(first, number[inside], rows[inside])
        yield rows[inside], first[number[inside]], same[inside]
        records = records[~inside]
    alone = records[:, 1].astype(np.int64)
    yield alone, alone, np.full(len(alone), BINS)


def _like_centre(marks: npt.NDArray[np.uint64], copies: Rows, number: Rows) -> Rows:
    """The equal marks of each record with the centre of its group, which is like one record at least."""
    same = equal_marks(marks, _centres(marks, copies, number)[number])
    nearest = np.lexsort((-same, number))
    nearest = nearest[begins(number[nearest])]
    chains = same[nearest] < _NEEDED
    rows = np.flatnonzero(chains[number])
    same[rows] = equal_marks(marks[rows], marks[nearest][number[rows]])
    return same


def _centres(marks: npt.NDArray[np.uint64], copies: Rows, number: Rows) -> npt.NDArray[np.uint64]:
    """The marks of each group's centre, shape (groups, 4). `number` counts groups from 0 and is sorted."""
    sizes = np.bincount(number)
    rank = np.arange(len(number)) - (np.cumsum(sizes) - sizes)[number]
    asked = np.flatnonzero(rank % -(-sizes // ASKED)[number] == 0)
    return np.concatenate(list(_most_frequent(marks[asked], copies[asked], number[asked])))


def _most_frequent(
    marks: npt.NDArray[np.uint64], copies: Rows, number: Rows
) -> Iterator[npt.NDArray[np.uint64]]:
    groups = int(number[-1]) + 1
    for begin in range(0, groups, _GROUPS_AT_ONCE):
        end = min(begin + _GROUPS_AT_ONCE, groups)
        rows = slice(*np.searchsorted(number, (begin, end)).tolist())
        values = (marks[rows, :, None] >> _SHIFTS & np.uint64(_VALUES - 1)).reshape(-1, BINS)
        cells = (number[rows, None] - begin) * BINS + np.arange(BINS)
        votes = np.bincount(
            (cells * _VALUES + values.astype(np.int64)).reshape(-1),
            weights=np.repeat(copies[rows], BINS),
            minlength=(end - begin) * BINS * _VALUES,
        )
        most = votes.reshape(end - begin, BINS // 16, 16, _VALUES).argmax(axis=3).astype(np.uint64)
        yield np.bitwise_or.reduce(most << _SHIFTS, axis=2)

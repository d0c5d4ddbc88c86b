"""A few rows kept whole: in each bin those of the smallest key, whatever order they came in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.tally.arrow_text import from_text, to_text
from classifier.audit.tally.hashes import mix
from classifier.audit.tally.scored import Scored
from classifier.labels import NAMES

Rows = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

#: Characters of a text, and of anything else that is kept of a row.
LONGEST_TEXT = 1000
LONGEST_NAME = 200

_NAMES = ("id", "topic", "author", "channel", "thread")


@cache
def _schema(whole: bool) -> pa.Schema:
    """What is kept of a row: its bin and key, its text, and if `whole`

    part, row, line  where it stands: `row` and `line` count within the part
    time             in microseconds since 1970
    cut              whether the text went on
    same             equal for rows that are alike (see `Scored.alike`)
    scores           one for each label, NaN where it can't be told
    flags            whether each label is flagged
    """
    fields = [("bin", pa.int8()), ("key", pa.uint64()), ("text", pa.large_string())]
    more = [
        ("part", pa.int32()),
        ("row", pa.int64()),
        ("line", pa.int64()),
        *((name, pa.string()) for name in _NAMES),
        ("time", pa.int64()),
        ("cut", pa.bool_()),
        ("same", pa.uint64()),
        ("scores", pa.list_(pa.float64(), len(NAMES))),
        ("flags", pa.list_(pa.bool_(), len(NAMES))),
    ]
    return pa.schema(fields + more if whole else fields)


@dataclass(frozen=True, slots=True)
class Policy:
    """What is kept: so many rows in each bin, so many characters of each text, and of rows of the same bin
    that are alike, if `distinct`, only one. `whole` keeps more of a row than its text."""

    limits: tuple[int, ...]
    distinct: bool = False
    longest: int = LONGEST_TEXT
    whole: bool = True


@dataclass
class Kept:
    """`rows` is sorted by bin, then key, then by where in the dump it came from."""

    rows: pa.Table
    policy: Policy

    @classmethod
    def of(cls, scored: Scored, chosen: list[tuple[Rows, Keys]], policy: Policy) -> Kept:
        """Keep rows of one batch. `chosen` has for each bin the row numbers in the batch, and their keys."""
        if policy.distinct:
            chosen = [_distinct(scored, rows, keys) for rows, keys in chosen]
        few = [_smallest(rows, keys, most) for (rows, keys), most in zip(chosen, policy.limits, strict=True)]
        bins = np.repeat(np.arange(len(few), dtype=np.int8), [len(rows) for rows, _ in few])
        rows = np.concatenate([rows for rows, _ in few])
        keys = np.concatenate([keys for _, keys in few])
        table = _table(scored, rows, policy).add_column(0, "bin", [bins]).add_column(1, "key", [keys])
        return cls(table, policy)

    def merge(self, other: Kept) -> None:
        """Keep the smallest keys of both; `other` comes later in the dump."""
        if len(other.rows):
            self.rows = _within_limits(pa.concat_tables([self.rows, other.rows]), self.policy)

    def bin(self, number: int) -> list[dict[str, Any]]:
        """The rows of one bin by their keys."""
        found: list[dict[str, Any]] = self.rows.filter(pc.equal(self.rows["bin"], number)).to_pylist()
        return found

    def to_json(self) -> str:
        return to_text(self.rows)

    @classmethod
    def from_json(cls, given: str, policy: Policy) -> Kept:
        return cls(from_text(given), policy)


def _distinct(scored: Scored, rows: Rows, keys: Keys) -> tuple[Rows, Keys]:
    """Of rows that are alike the one of the smallest key, the earliest where they tie."""
    order = np.argsort(keys, kind="stable")
    order = order[np.unique(scored.alike(rows[order]), return_index=True)[1]]
    return rows[order], keys[order]


def _smallest(rows: Rows, keys: Keys, most: int) -> tuple[Rows, Keys]:
    """The rows of the `most` smallest keys by their keys, the earlier row first where they tie."""
    if len(rows) > most:
        within = keys <= np.partition(keys, most - 1)[most - 1]
        rows, keys = rows[within], keys[within]
    order = np.lexsort((rows, keys))[:most]
    return rows[order], keys[order]


def _within_limits(rows: pa.Table, policy: Policy) -> pa.Table:
    bins, keys = rows["bin"].to_numpy(), rows["key"].to_numpy()
    order = np.lexsort((keys, bins))
    if policy.distinct:
        same = rows["same"].to_numpy() ^ mix(bins.astype(np.uint64))
        order = order[np.sort(np.unique(same[order], return_index=True)[1])]
    sizes = np.bincount(bins[order], minlength=len(policy.limits))
    position = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return rows.take(order[position < np.repeat(policy.limits, sizes)]).combine_chunks()


def _table(scored: Scored, rows: Rows, policy: Policy) -> pa.Table:
    """What is kept of these rows, but for their bins and keys."""
    taken = scored.batch.select(_TAKEN if policy.whole else ["text"]).take(pa.array(rows))
    text = taken.column("text")
    columns = {"text": pc.utf8_slice_codeunits(text, 0, policy.longest)}
    if policy.whole:
        columns |= {
            "part": np.full(len(rows), scored.part, np.int32),
            "row": taken.column("row"),
            "line": taken.column("line"),
            **{name: pc.utf8_slice_codeunits(taken.column(name), 0, LONGEST_NAME) for name in _NAMES},
            "time": taken.column("time").cast(pa.int64()),
            "cut": pc.greater(pc.utf8_length(text), policy.longest),
            "same": scored.alike(rows),
            "scores": _lists(scored.scores[rows]),
            "flags": _lists(scored.flags[rows]),
        }
    return pa.table(columns, schema=pa.schema(list(_schema(policy.whole))[2:]))


_TAKEN = ["row", "line", "text", "time", *_NAMES]


def _lists(values: npt.NDArray[Any]) -> pa.Array:
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), len(NAMES))

"""A few rows kept whole: in each bin those of the smallest key, whatever order they came in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.tally.hashes import text_hashes
from classifier.audit.tally.scored import Scored
from classifier.labels import NAMES

#: Characters of a text, and of anything else that is kept of a row.
LONGEST_TEXT = 1000
LONGEST_NAME = 200

_NAMES = ("id", "topic", "author", "channel", "thread")


@cache
def schema() -> pa.Schema:
    """What is kept of a row.

    part, row, line  where it stands: `row` and `line` count within the part
    cut              whether the text went on
    same             a hash of the text
    scores           one for each label, NaN where it can't be told
    flags            whether each label is flagged
    """
    return pa.schema(
        [
            ("bin", pa.int8()),
            ("key", pa.uint64()),
            ("part", pa.int32()),
            ("row", pa.int64()),
            ("line", pa.int64()),
            *((name, pa.string()) for name in _NAMES),
            ("time", pa.int64()),
            ("text", pa.large_string()),
            ("cut", pa.bool_()),
            ("same", pa.uint64()),
            ("scores", pa.list_(pa.float64(), len(NAMES))),
            ("flags", pa.list_(pa.bool_(), len(NAMES))),
        ]
    )


@dataclass
class Kept:
    """`rows` is sorted by bin, then key, with at most `limits[bin]` in each bin.

    If `distinct`, of the same text in the same bin only the first is kept.
    """

    rows: pa.Table
    limits: tuple[int, ...]
    distinct: bool

    @classmethod
    def of(
        cls,
        scored: Scored,
        chosen: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.uint64]]],
        limits: tuple[int, ...],
        *,
        distinct: bool,
        longest: int = LONGEST_TEXT,
    ) -> Kept:
        """Keep rows of one batch. `chosen` has for each bin the row numbers in the batch, and their keys."""
        smallest = [_smallest(rows, keys, most) for (rows, keys), most in zip(chosen, limits, strict=True)]
        bins = np.repeat(np.arange(len(limits), dtype=np.int8), [len(rows) for rows, _ in smallest])
        rows = np.concatenate([rows for rows, _ in smallest])
        keys = np.concatenate([keys for _, keys in smallest])
        kept = cls(_table(scored, rows, bins, keys, longest), limits, distinct)
        kept.rows = kept._within_limits(kept.rows)
        return kept

    def merge(self, other: Kept) -> None:
        """Keep the smallest keys of both."""
        if len(other.rows):
            self.rows = self._within_limits(pa.concat_tables([self.rows, other.rows]))

    def bin(self, number: int) -> list[dict[str, Any]]:
        """The rows of one bin by their keys."""
        found: list[dict[str, Any]] = self.rows.filter(pc.equal(self.rows["bin"], number)).to_pylist()
        return found

    def _within_limits(self, rows: pa.Table) -> pa.Table:
        bins, keys = rows["bin"].to_numpy(), rows["key"].to_numpy()
        order = np.lexsort((keys, bins))
        if self.distinct:
            same = rows["same"].to_numpy()[order]
            _, first = np.unique(np.stack([bins[order].astype(np.uint64), same]), axis=1, return_index=True)
            order = order[np.sort(first)]
        sizes = np.bincount(bins[order], minlength=len(self.limits))
        starts = np.cumsum(sizes) - sizes
        position = np.arange(len(order)) - np.repeat(starts, sizes)
        return rows.take(order[position < np.repeat(self.limits, sizes)]).combine_chunks()

    def to_json(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.rows.to_pylist()
        for row in rows:
            row["scores"] = [None if score is None or np.isnan(score) else score for score in row["scores"]]
        return rows

    @classmethod
    def from_json(cls, given: list[dict[str, Any]], limits: tuple[int, ...], *, distinct: bool) -> Kept:
        told = [
            row | {"scores": [np.nan if score is None else score for score in row["scores"]]} for row in given
        ]
        return cls(pa.Table.from_pylist(told, schema()), limits, distinct)


def _smallest(
    rows: npt.NDArray[np.intp], keys: npt.NDArray[np.uint64], most: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.uint64]]:
    if len(rows) <= most:
        return rows, keys
    bound = np.partition(keys, most - 1)[most - 1]
    within = keys <= bound  # ties too: which of them stay is decided in one place
    return rows[within], keys[within]


def _table(
    scored: Scored,
    rows: npt.NDArray[np.intp],
    bins: npt.NDArray[np.int8],
    keys: npt.NDArray[np.uint64],
    longest: int,
) -> pa.Table:
    taken = scored.batch.take(pa.array(rows))
    text = taken.column("text")
    columns = {
        "bin": bins,
        "key": keys,
        "part": np.full(len(rows), scored.part, np.int32),
        "row": taken.column("row"),
        "line": taken.column("line"),
        **{name: pc.utf8_slice_codeunits(taken.column(name), 0, LONGEST_NAME) for name in _NAMES},
        "time": taken.column("time").cast(pa.int64()),
        "text": pc.utf8_slice_codeunits(text, 0, longest),
        "cut": pc.greater(pc.utf8_length(text), longest),
        "same": text_hashes(text),
        "scores": _lists(scored.scores[rows]),
        "flags": _lists(scored.flags[rows]),
    }
    return pa.table(columns, schema=schema())


def _lists(values: npt.NDArray[Any]) -> pa.Array:
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), len(NAMES))

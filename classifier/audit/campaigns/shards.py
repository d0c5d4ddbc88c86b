"""The shards, read from the first to the last: one row number runs through all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from classifier.audit.campaigns.arrays import Rows
from classifier.audit.campaigns.campaign import RowRef
from classifier.audit.campaigns.sketches import KEY, MARKS, TEXT

if TYPE_CHECKING:
    import pyarrow as pa


class Columns(Protocol):
    """A shard: gives some of its columns, all of the same rows at every call."""

    def columns(self, names: Sequence[str]) -> pa.Table:
        """The named columns."""


@dataclass(frozen=True, slots=True)
class Shards:
    """All shards, and the row that each begins with; the last of `starts` is the number of rows.

    `seen` is called for every shard that was read, once more in every pass.
    """

    shards: Sequence[Columns]
    starts: Rows
    seen: Callable[[], object]

    @classmethod
    def counted(cls, shards: Sequence[Columns], seen: Callable[[], object] = int) -> Shards:
        """The shards, their rows counted."""
        starts = [0]
        for shard in shards:
            starts.append(starts[-1] + shard.columns([TEXT]).num_rows)
            seen()
        return cls(shards, np.array(starts, dtype=np.int64), seen)

    def __len__(self) -> int:
        """The number of rows."""
        return int(self.starts[-1])

    def ref(self, row: int) -> RowRef:
        """Where a row is."""
        shard = int(np.searchsorted(self.starts, row, side="right")) - 1
        return RowRef(shard, row - int(self.starts[shard]))

    def tables(self, *names: str) -> Iterator[tuple[int, pa.Table]]:
        """Some columns of each shard, and the row that it begins with."""
        for start, shard in zip(self.starts.tolist(), self.shards, strict=False):
            yield start, shard.columns(names).combine_chunks()
            self.seen()

    def texts(self) -> Iterator[tuple[int, npt.NDArray[np.uint64]]]:
        """The hash of each row's text, shard by shard."""
        for start, table in self.tables(TEXT):
            yield start, table.column(0).to_numpy()

    def sketch_keys(self) -> Iterator[tuple[int, npt.NDArray[np.uint32]]]:
        """The keys of each row, shape (rows, 8), shard by shard."""
        for start, table in self.tables(KEY):
            yield start, matrix(table.column(0), np.uint32)

    def keys_and_marks(
        self,
    ) -> Iterator[tuple[int, npt.NDArray[np.uint32], npt.NDArray[np.uint64]]]:
        """Both of these, shard by shard."""
        for start, table in self.tables(KEY, MARKS):
            yield start, matrix(table.column(0), np.uint32), matrix(table.column(1), np.uint64)

    def marks(self) -> Iterator[tuple[int, npt.NDArray[np.uint64]]]:
        """The marks of each row, shape (rows, 4), shard by shard."""
        for start, table in self.tables(MARKS):
            yield start, matrix(table.column(0), np.uint64)


def matrix(column: pa.ChunkedArray, kind: Any) -> npt.NDArray[Any]:
    """A column of numbers packed into bytes, a row of numbers each."""
    width = column.type.byte_width
    pieces = [
        np.frombuffer(chunk.buffers()[1], dtype=np.uint8)[chunk.offset * width :][: len(chunk) * width]
        for chunk in column.chunks
        if len(chunk)
    ]
    numbers: npt.NDArray[Any] = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.uint8)
    rows: npt.NDArray[Any] = numbers.view(kind).reshape(len(column), width // np.dtype(kind).itemsize)
    return rows

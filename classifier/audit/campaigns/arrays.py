"""Small things that are done to large arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

#: So many rows of a large array are worked on at once.
_AT_ONCE = 2**20

Bools = npt.NDArray[np.bool_]
#: Numbers of rows.
Rows = npt.NDArray[np.signedinteger]


def row_type(rows: int) -> type[np.signedinteger]:
    """The type of a row's number: 4 bytes if that will do."""
    return np.int32 if rows < 2**31 else np.int64


def pieces(rows: int) -> Iterator[slice]:
    """Slices that go through so many rows."""
    return (slice(start, min(start + _AT_ONCE, rows)) for start in range(0, rows, _AT_ONCE))


def counted(values: Rows, size: int) -> Rows:
    """How often each number below `size` comes; negative ones are passed over."""
    counts: Rows = np.zeros(size, dtype=row_type(len(values)))
    one = counts.dtype.type(1)  # of the same type, or it takes ten times as long
    for piece in pieces(len(values)):
        some = values[piece]
        np.add.at(counts, some[some >= 0].astype(np.int64), one)
    return counts


def begins(values: npt.NDArray[Any]) -> Bools:
    """Whether each value is unlike the one before it; the first is."""
    found = np.ones(len(values), dtype=np.bool_)
    found[1:] = values[1:] != values[:-1]
    return found


def ends(values: npt.NDArray[Any]) -> Bools:
    """Whether each value is unlike the one after it; the last is."""
    return begins(values[::-1])[::-1]

"""Records on disk, spread over files so that those with one key are in one file, which fits in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

#: So many records are in memory at once.
ROWS_AT_ONCE = 2**18
#: So many files are open at most: systems allow a thousand.
MOST_FILES = 256

#: Records of some numbers each, shape (records, width).
Records = npt.NDArray[np.uint64]


class Partitions:
    """Files of records of `width` numbers each. Used as a context, which removes them in the end."""

    def __init__(self, folder: Path, name: str, width: int, expected: int) -> None:
        self._width = width
        self._count = min(max(1, -(-expected // ROWS_AT_ONCE)), MOST_FILES)
        self._paths = [folder / f"{name}-{number}" for number in range(self._count)]
        self._files = [path.open("wb") for path in self._paths]

    def add(self, records: Records, spread: npt.NDArray[np.uint32]) -> None:
        """Append each record to the file that its number in `spread` says, which uses all 32 bits evenly."""
        which = (spread.astype(np.uint64) * np.uint64(self._count) >> np.uint64(32)).astype(np.uint16)
        order = np.argsort(which, kind="stable")
        records = np.take(records, order, axis=0)
        stops = np.cumsum(np.bincount(which, minlength=self._count)).tolist()
        for file, start, stop in zip(self._files, [0, *stops], stops, strict=False):
            if start < stop:
                file.write(records[start:stop].data)

    def files(self) -> list[Iterator[Records]]:
        """For each file its records, in the order in which they were added, `ROWS_AT_ONCE` at a time.

        A file is removed once it has been read.
        """
        for file in self._files:
            file.close()
        return [self._pieces(path) for path in self._paths]

    def _pieces(self, path: Path) -> Iterator[Records]:
        with path.open("rb") as file:
            while len(numbers := np.fromfile(file, dtype=np.uint64, count=ROWS_AT_ONCE * self._width)):
                yield numbers.reshape(-1, self._width)
        path.unlink()

    def __enter__(self) -> Partitions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file, path in zip(self._files, self._paths, strict=True):
            file.close()
            path.unlink(missing_ok=True)

"""The lines of a CSV file as Python's csv module takes them, with the way back to where a row began."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from classifier.audit.dumps.lines import BLOCK, blocks
from classifier.audit.dumps.rows import LONGEST_LINE

#: All the fields of a row, in bytes.
LONGEST_ROW = 16 * LONGEST_LINE


class Feed(Iterator[str]):
    """Gives line after line. `line` is the number of the next, from 1, and `position` says how many bytes
    come before it. A line that is too long has been cut to one that still is, which the csv module refuses.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._blocks = blocks(stream)
        self._window = b""
        self._at = 0
        self._row_at = 0
        self._row_line = 1
        self._dropped = 0
        self.line = 1

    @property
    def position(self) -> int:
        return self._dropped + self._at

    def __next__(self) -> str:
        if self._at == len(self._window) and not self._more():
            raise StopIteration
        if self._at - self._row_at > LONGEST_ROW:
            raise csv.Error(f"longer than {LONGEST_ROW:,} bytes")
        end = self._window.find(b"\n", self._at) + 1 or len(self._window)
        line = self._window[self._at : end]
        self._at = end
        self.line += 1
        # Bytes that are not UTF-8 come through as lone surrogates and spoil their own row only.
        return line.decode("utf-8", "surrogateescape")

    def begin_row(self) -> None:
        """The next line begins a row: nothing before it is needed any more."""
        self._row_at, self._row_line = self._at, self.line

    def back(self, lines: int) -> None:
        """Go back to where so many lines of the row have been read."""
        self._at, self.line = self._row_at, self._row_line
        for _ in range(lines):
            self._at = self._window.find(b"\n", self._at) + 1 or len(self._window)
            self.line += 1
        self.begin_row()

    def row(self) -> bytes:
        """What has been read of the row."""
        return self._window[self._row_at : self._at]

    def at_end(self) -> bool:
        return self._at == len(self._window) and not self._more()

    def block(self) -> bytes:
        """The lines that come next, half a megabyte of them if there are as many; b"" at the end."""
        while len(self._window) - self._at < BLOCK // 2 and self._more():
            pass
        return self._window[self._at :]

    def go(self, length: int) -> None:
        """Pass over the first bytes of the block, which end a line."""
        self.line += self._window.count(b"\n", self._at, self._at + length)
        self._at += length
        self.begin_row()

    def _more(self) -> bool:
        more = next(self._blocks, b"")
        self._window = self._window[self._row_at :] + more
        self._dropped += self._row_at
        self._at -= self._row_at
        self._row_at = 0
        return bool(more)

"""The lines of a file whose first byte is in a range of its bytes."""

from __future__ import annotations

from io import BufferedReader

from classifier.audit.dumps.lines import breaks
from classifier.audit.dumps.source import Source

_BLOCK = 256 * 1024


class LineRange(Source):
    """The lines that begin in [start, stop): cut anywhere, a file's ranges give each of its lines once.

    `file` is seekable; `stop` None is the file's end. `count` is how many lines have been given.
    """

    def __init__(self, file: BufferedReader, start: int, stop: int | None) -> None:
        self._file = file
        self._stop = stop
        self._at = start
        self._last = b"\n"
        self._breaks = 0
        self._ended = False
        if start:
            file.seek(start - 1)
            self._at -= 1
            self._pass_line()

    @property
    def count(self) -> int:
        return self._breaks + (self._last != b"\n")

    def some(self, most: int) -> bytes:
        if self._ended:
            return b""
        if self._stop is None or self._at < self._stop:
            read = self._file.read1(most if self._stop is None else min(most, self._stop - self._at))
            self._ended = not read or (self._at + len(read) == self._stop and read.endswith(b"\n"))
        else:  # the rest of the line that reaches over the end of the range
            read = self._file.readline(most)
            self._ended = not read or read.endswith(b"\n")
        self._at += len(read)
        self._breaks += breaks(read)
        self._last = read[-1:] or self._last
        return read

    def _pass_line(self) -> None:
        """Go to the next line; to the end of the range if none begins in it."""
        line = b""
        while not line.endswith(b"\n"):
            line = self._file.readline(_BLOCK)
            self._at += len(line)
            if not line or (self._stop is not None and self._at >= self._stop):
                break
        self._ended = not line.endswith(b"\n") or (self._stop is not None and self._at >= self._stop)

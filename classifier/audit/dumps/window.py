"""The piece of a stream that a reader looks at: it grows while an item goes on, and forgets what was read."""

from __future__ import annotations

from typing import BinaryIO

from classifier.errors import TactfulError

_BLOCK = 1024 * 1024

#: The longest single item of a list, in bytes: a message with all that hangs on it, or a whole page of an
#: API. Its text alone may be as long as `LONGEST_LINE`.
LONGEST_ITEM = 32 * 1024 * 1024


class Window:
    """`data[at:]` is unread. `line` counts from 1 and is where `at` stands.

    A stream that fails in the middle ends there; `raise_failure` passes its error on once everything before
    it has been read.
    """

    def __init__(self, stream: BinaryIO, block: int = _BLOCK) -> None:
        self.data = b""
        self.at = 0
        self.line = 1
        self.ended = False
        self.cut_off = False
        self._stream = stream
        self._block = block
        self._failure: Exception | None = None

    def more(self) -> bool:
        """Read on, keeping what is unread, which moves to `at` 0. False at the end."""
        if self.ended:
            return False
        try:
            block = self._stream.read(self._block)
        except (TactfulError, OSError) as error:  # compressed data that is damaged, or a disk that fails
            self._failure = error
            block = b""
        self.ended = not block
        self.data = self.data[self.at :] + block
        self.at = 0
        return not self.ended

    @property
    def unread(self) -> int:
        return len(self.data) - self.at

    def go(self, to: int) -> None:
        """Move `at` forward, counting lines."""
        self.line += self.data.count(b"\n", self.at, to)
        self.at = to

    def skip(self, these: bytes) -> int:
        """Move past any of these bytes; the byte that follows, or -1 at the end."""
        while True:
            rest = len(self.data[self.at : self.at + 256].lstrip(these))
            skipped = min(self.unread, 256) - rest
            self.go(self.at + skipped)
            if rest:
                return self.data[self.at]
            if not self.unread and not self.more():
                return -1

    def cut_short(self, what: str) -> str | None:
        """What to say where the stream ends too early; None if it failed, since that error says it."""
        self.cut_off = True
        return None if self._failure else f"the file ends in the middle of {what}; fetch or export it again"

    def raise_failure(self) -> None:
        if self._failure:
            raise self._failure

"""The base of every layer between a stored file and its reader."""

from __future__ import annotations

import io
from abc import abstractmethod
from typing import Any

#: A pipe may begin with a byte or two: so many are waited for, since they tell what is coming.
START_BYTES = 64


class Source(io.RawIOBase):
    """Bytes in one direction. A subclass says what the next ones are, b"" at the end."""

    _begun = False

    @abstractmethod
    def some(self, most: int) -> bytes:
        """From 1 to `most` bytes, as many as there are without waiting; b"" at the end."""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        read = self.some(len(into)) if self._begun else self._start(len(into))
        into[: len(read)] = read
        return len(read)

    def _start(self, most: int) -> bytes:
        self._begun = True
        start = more = self.some(most)
        while more and len(start) < min(START_BYTES, most):
            more = self.some(most - len(start))
            start += more
        return start


class Prefixed(Source):
    """What has been read of a stream to look at it, and then the rest of the stream."""

    def __init__(self, start: bytes, rest: io.BufferedReader) -> None:
        self._start_left = start
        self._rest = rest

    def some(self, most: int) -> bytes:
        if not self._start_left:
            return self._rest.read1(most)
        given, self._start_left = self._start_left[:most], self._start_left[most:]
        return given

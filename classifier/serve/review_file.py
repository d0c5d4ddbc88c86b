"""A file of scores that callers hold right, for a person to review: rows that no recipe trains on.

The licence of each row is `U`, not stated, so that training refuses the row until somebody who may has
looked at it and written what it is.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from classifier.errors import EnvironmentFailed
from classifier.serve.errors import ApiError
from classifier.serve.limits import REVIEW_FILE_BYTES

_encode = msgspec.json.Encoder().encode


class ReviewFile:
    """JSON Lines, for the owner's eyes only. A row is in it whole or not at all."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            self._size = os.fstat(self._file).st_size
        except OSError as error:
            raise EnvironmentFailed(
                f"cannot be written: {error.strerror}", where=str(path), mend="name another file for --review"
            ) from error

    def add(self, row: dict[str, Any]) -> None:
        """Write a row. Raises ApiError 429 when the file is full, 503 when it can't be written."""
        line = _encode(row) + b"\n"
        if self._size + len(line) > REVIEW_FILE_BYTES:
            raise ApiError(429, "The file of suggestions is full; tell its owner.", retry_after=3600)
        try:
            written = os.write(self._file, line)
            if written < len(line):
                os.ftruncate(self._file, self._size)
        except OSError:
            written = 0
        if written < len(line):
            raise ApiError(503, "The suggestion could not be written down.", retry_after=60)
        self._size += len(line)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

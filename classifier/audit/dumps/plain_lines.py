"""Plain text: one comment a line. An empty line is an empty comment, so that line numbers stay true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from classifier.audit.dumps.lines import decoded_lines
from classifier.audit.dumps.record import Fields, Record


def read(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    for number, (line, error) in enumerate(decoded_lines(stream)):
        yield Record(number, error=error) if error else Record(number, line)

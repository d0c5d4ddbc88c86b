"""The lines of a byte stream, none longer in memory than allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from classifier.audit.dumps.record import LONGEST_LINE

TOO_LONG = f"line longer than {LONGEST_LINE:,} bytes; split it"
NOT_UTF8 = "not valid UTF-8; convert the file"


def decoded_lines(stream: BinaryIO) -> Iterator[tuple[str, str | None]]:
    """Each line without its end, and None; or an empty string and why the line can't be read."""
    first = True
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield "", TOO_LONG
        else:
            try:
                yield line.decode("utf-8-sig" if first else "utf-8").rstrip("\r\n"), None
            except UnicodeDecodeError:
                yield "", NOT_UTF8
        first = False

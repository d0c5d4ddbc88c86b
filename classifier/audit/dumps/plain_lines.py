"""Plain text: one comment a line. An empty line is an empty comment, so that line numbers stay true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from classifier.audit.dumps.columns import batch_of
from classifier.audit.dumps.lines import blocks, breaks, decoded
from classifier.audit.dumps.rows import LONGEST_LINE, Fields, Row

NAME = "text"
TITLE = "plain text, one comment a line"
ENDINGS = (".txt", ".text")
DEFAULTS = Fields(text="line")
EXAMPLE = "Good morning\nYou idiot\n"


def looks_like(start: bytes) -> bool:
    return False  # anything may be text: it is what is left


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row | pa.RecordBatch]:
    line = 1
    for block in blocks(stream):
        yield from _fast(block, line) or _slow(block, line)
        line += breaks(block)


def _fast(block: bytes, first_line: int) -> list[pa.RecordBatch]:
    """One batch, or none if a line needs a closer look."""
    try:
        lines = block.decode().split("\n")
    except UnicodeDecodeError:
        return []
    if not lines[-1]:
        lines.pop()
    if b"\r" in block:
        lines = [line.rstrip("\r") for line in lines]
    if max(map(len, lines)) > LONGEST_LINE // 4:
        return []
    numbers = pa.array(np.arange(first_line, first_line + len(lines)))
    no_number = pa.array(np.zeros(len(lines), np.bool_))
    columns = {"line": numbers, "id_is_number": no_number, "text": pa.array(lines, pa.large_string())}
    return [batch_of(len(lines), columns)]


def _slow(block: bytes, first_line: int) -> Iterator[Row]:
    for number, (line, error) in enumerate(decoded(block), first_line):
        yield Row(error=error, line=number) if error else Row(line, line=number)

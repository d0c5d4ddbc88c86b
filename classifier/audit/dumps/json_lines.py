"""JSON Lines: one object a line. Blank lines are no rows. Of a name that comes twice the last value holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from classifier.audit.dumps.json_blocks import read_block
from classifier.audit.dumps.lines import blocks, breaks, decoded
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row

NAME = "jsonl"
TITLE = "JSON Lines, one object a line"
ENDINGS = (".jsonl", ".ndjson", ".json")
DEFAULTS = Fields()
EXAMPLE = (
    '{"id": "a1", "text": "Good morning", "author": "ann", "time": "2024-05-01T09:30:00Z"}\n'
    '{"id": "a2", "text": "You idiot", "author": "bob", "time": 1714555800}\n'
)

_SAMPLE_LINES = 50


def looks_like(start: bytes) -> bool:
    return start.lstrip(b" \t\r\n").startswith(b"{")


def field_names(stream: BinaryIO, delimiter: str | None = None) -> list[str]:
    """The names in the first lines, one dotted level down as well."""
    names: dict[str, None] = {}
    for block in blocks(stream):
        for line, _ in list(decoded(block))[:_SAMPLE_LINES]:
            names |= dict.fromkeys(names_in(_value(line.encode("utf-8", "replace"))))
        break
    return list(names)


def names_in(value: object) -> Iterator[str]:
    """The names in an object, with those of the objects in it after a dot. An object itself has no name."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, dict):
                yield from (f"{name}.{below}" for below in inner)
            else:
                yield name


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row | pa.RecordBatch]:
    line = 1
    for block in blocks(stream):
        batch = read_block(block, line, fields)
        if batch is None:
            yield from slow(block, line, fields)
        else:
            yield batch
        line += breaks(block)


def slow(block: bytes, first_line: int, fields: Fields) -> Iterator[Row]:
    """The rows of a block of whole lines, one by one: what `read_block` must agree with."""
    for number, (line, error) in enumerate(decoded(block), first_line):
        if error:
            yield Row(error=error, line=number)
        elif line.strip():
            yield _parse(line, number, fields)


def _parse(line: str, number: int, fields: Fields) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(error=f"not valid JSON ({error})", line=number)
    if not isinstance(row, dict):
        return Row(error="not a JSON object", line=number)
    return row_from(row, fields, number)


def _value(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None

"""JSON Lines: one object a line. Blank lines are no rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from classifier.audit.dumps.lines import decoded_lines
from classifier.audit.dumps.record import Fields, Record, from_fields


def read(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    number = 0
    for line, error in decoded_lines(stream):
        if error is None and not line.strip():
            continue
        yield Record(number, error=error) if error else _parse(line, number, fields)
        number += 1


def _parse(line: str, number: int, fields: Fields) -> Record:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Record(number, error=f"not valid JSON ({error})")
    if not isinstance(row, dict):
        return Record(number, error="not a JSON object")
    return from_fields(row, number, fields)

"""Rows of a dump as plain objects, to compare."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from classifier.audit.dumps.batches import ROWS, batches
from classifier.audit.dumps.reading import read_part
from classifier.audit.dumps.rows import Part, Row
from classifier.audit.dumps.sources import find


def plain(items: Iterable[Row | pa.RecordBatch]) -> list[dict[str, Any]]:
    """What a reader gives, regrouped and checked, as one object for each row."""
    return checked(batches(items))


def checked(given: Iterable[pa.RecordBatch]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for batch in given:
        batch.validate(full=True)
        assert batch.schema == ROWS
        rows += batch.to_pylist()
    for number, row in enumerate(rows):
        assert row["row"] == number
        assert (row["text"] is None) == (row["error"] is not None)
        assert row["error"] != ""
    return rows


def of_file(path: Path | str, **asked: Any) -> list[dict[str, Any]]:
    """The rows of a file as an audit reads it, its parts joined as the merge joins them."""
    return joined(find([str(path)], **asked).parts)


def joined(parts: list[Part]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    lines = 0
    for part in parts:
        reading = read_part(replace(part))
        for row in checked(reading):
            row["row"] += len(rows) - row["row"]
            row["line"] = row["line"] and row["line"] + lines
            rows.append(row)
        lines += reading.lines
    return rows


def stream(content: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(content))  # type: ignore[arg-type]  # typeshed wants a raw stream

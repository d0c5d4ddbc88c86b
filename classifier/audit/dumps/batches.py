"""Rows, one by one or in batches of any size, regrouped into batches that depend on the rows alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.dumps.mapping import is_utf8
from classifier.audit.dumps.rows import BATCH_BYTES, BATCH_ROWS, LONGEST_LINE, Row, schema
from classifier.audit.dumps.times import microseconds

ROWS = schema()

#: Rows without their number, as readers give whole batches of them.
UNNUMBERED = pa.schema([field for field in ROWS if field.name != "row"])

_STRINGS = [field.name for field in ROWS if field.type in (pa.string(), pa.large_string())]

_NOT_UNICODE = "the text is not valid Unicode; write it again as UTF-8"
_TOO_LONG = f"text longer than {LONGEST_LINE:,} bytes; split it"

#: So many rows are turned from Python to Arrow together.
_AT_ONCE = 1024


class BatchBuilder:
    """Gathers rows and gives them back in batches. The last batch of a part is what `rest` gives.

    `rows` is how many a batch has at most, `BATCH_ROWS` in an audit.
    """

    def __init__(self, rows: int = BATCH_ROWS) -> None:
        self._limit = rows
        self._pending: list[Row] = []
        self._tables: list[pa.RecordBatch] = []
        self._held = 0
        self._bytes = 0
        self._given = 0

    def add(self, item: Row | pa.RecordBatch) -> Iterable[pa.RecordBatch]:
        """Take one row, or a batch of the schema `UNNUMBERED`; gives the batches that are full by now."""
        if not isinstance(item, Row):
            return [*self._settle(), *self._take(item)]
        self._pending.append(item)
        if len(self._pending) < min(_AT_ONCE, self._limit) and _is_short(item):
            return ()
        return self._settle()

    def rest(self) -> Iterator[pa.RecordBatch]:
        """What is left at the end, or before an error is passed on."""
        yield from self._settle()
        if self._held:
            yield self._whole()

    def _settle(self) -> list[pa.RecordBatch]:
        rows, self._pending = self._pending, []
        return list(self._take(to_arrow(rows))) if rows else []

    def _take(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        while batch.num_rows:
            fits = self._fitting(batch)
            self._tables.append(batch.slice(0, fits))
            self._held += fits
            self._bytes += _string_bytes(self._tables[-1])
            batch = batch.slice(fits)
            if self._held == self._limit or self._bytes >= BATCH_BYTES:
                yield self._whole()

    def _fitting(self, batch: pa.RecordBatch) -> int:
        """How many rows the batch being gathered still takes: up to its limit of rows, or the one with which
        it reaches its limit of bytes."""
        fits: int = min(self._limit - self._held, batch.num_rows)
        if self._bytes + _string_bytes(batch.slice(0, fits)) < BATCH_BYTES:
            return fits
        lengths = sum(pc.fill_null(pc.binary_length(batch[name]), 0).to_numpy() for name in _STRINGS)
        return int(np.searchsorted(np.cumsum(lengths[:fits]), BATCH_BYTES - self._bytes)) + 1

    def _whole(self) -> pa.RecordBatch:
        table = pa.Table.from_batches(self._tables, UNNUMBERED).combine_chunks()
        (batch,) = table.to_batches()
        numbers = pa.array(np.arange(self._given, self._given + self._held))
        self._given += self._held
        self._tables, self._held, self._bytes = [], 0, 0
        return pa.RecordBatch.from_arrays([numbers, *batch.columns], schema=ROWS)


def batches(items: Iterable[Row | pa.RecordBatch], rows: int = BATCH_ROWS) -> Iterator[pa.RecordBatch]:
    """Regroup what a reader gives. What was read before the reader fails is given out before its error is."""
    builder = BatchBuilder(rows)
    try:
        for item in items:
            yield from builder.add(item)
    except Exception:
        yield from builder.rest()
        raise
    yield from builder.rest()


def to_arrow(rows: Sequence[Row]) -> pa.RecordBatch:
    """Rows as one batch of the schema `UNNUMBERED`. A text that UTF-8 can't hold makes an error row."""
    sound = [_checked(row) for row in rows]
    texts, ids, topics, authors, channels, threads, parents, times, bots, errors, lines = zip(
        *sound, strict=True
    )
    names = [_name(value) for value in ids]
    columns = {
        "line": lines,
        "id": [name for name, _ in names],
        "id_is_number": [is_number for _, is_number in names],
        "text": texts,
        "topic": [_utf8(value) for value in topics],
        "author": [_utf8(value) for value in authors],
        "channel": [_utf8(value) for value in channels],
        "thread": [_utf8(value) for value in threads],
        "parent": [_utf8(value) for value in parents],
        "time": [microseconds(value) for value in times],
        "by_bot": bots,
        "error": [_utf8(value) for value in errors],
    }
    arrays = [pa.array(columns[field.name], field.type) for field in UNNUMBERED]
    return pa.RecordBatch.from_arrays(arrays, schema=UNNUMBERED)


def _checked(row: Row) -> Row:
    if row.text is None:
        return row if row.error else row._replace(error="no text")
    if not is_utf8(row.text):
        return row._replace(text=None, error=_NOT_UNICODE)
    if len(row.text) > LONGEST_LINE // 4 and len(row.text.encode()) > LONGEST_LINE:
        return row._replace(text=None, error=_TOO_LONG)
    return row


def _name(value: object) -> tuple[str | None, bool | None]:
    """An id as text, and whether it was a number, as the schema has them."""
    if isinstance(value, str):
        if is_utf8(value):
            return (value, False) if value else (None, False)
        return _utf8(value), None
    return (json.dumps(value), True) if isinstance(value, int) else (None, False)


def _utf8(value: str | None) -> str | None:
    if not value:
        return None
    return value if is_utf8(value) else value.encode("utf-8", "backslashreplace").decode()


def _is_short(row: Row) -> bool:
    """Whether thousands such rows can be held at once."""
    return len(row.text or "") + len(row.topic or "") < LONGEST_LINE // 16


def _string_bytes(batch: pa.RecordBatch) -> int:
    return sum(pc.sum(pc.binary_length(batch[name])).as_py() or 0 for name in _STRINGS)

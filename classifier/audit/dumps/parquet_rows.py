"""Parquet, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from classifier.audit.dumps.lines import NOT_UTF8
from classifier.audit.dumps.record import Fields, Record, from_fields
from classifier.errors import BadInput

_BATCH_ROWS = 4096


def read(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    try:
        # A pipe can't be read from its end, where Parquet keeps its table of contents.
        file = pq.ParquetFile(stream if stream.seekable() else BytesIO(stream.read()))
        wanted = {"id", fields.text, fields.topic or "topic", fields.topic or "context"}
        columns = [name for name in file.schema_arrow.names if name in wanted]
        number = 0
        for batch in file.iter_batches(_BATCH_ROWS, columns=columns):
            yield from _records(batch, number, fields)
            number += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise BadInput(
            f"not readable as Parquet ({str(error).partition(chr(10))[0]})",
            where=str(getattr(stream, "name", "Parquet")),
            mend="write the file again",
        ) from error


def _records(batch: pa.RecordBatch, number: int, fields: Fields) -> Iterator[Record]:
    try:
        # With no column left, to_pylist would give no rows at all; every row must still be answered for.
        rows: list[dict[str, Any]] = batch.to_pylist() if batch.num_columns else [{}] * batch.num_rows
    except UnicodeDecodeError:
        yield from _one_by_one(batch, number, fields)
    else:
        for offset, row in enumerate(rows):
            yield from_fields(row, number + offset, fields)


def _one_by_one(batch: pa.RecordBatch, number: int, fields: Fields) -> Iterator[Record]:
    """For a batch with bytes that are not UTF-8: they spoil their own row only."""
    for offset in range(batch.num_rows):
        try:
            (row,) = batch.slice(offset, 1).to_pylist()
        except UnicodeDecodeError:
            yield Record(number + offset, error=NOT_UTF8)
        else:
            yield from_fields(row, number + offset, fields)

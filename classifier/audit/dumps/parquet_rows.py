"""Parquet, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from classifier.audit.dumps.record import Fields, Record, from_fields
from classifier.errors import BadInput

_BATCH_ROWS = 4096


def read(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    try:
        file = pq.ParquetFile(stream)
        wanted = {"id", fields.text, fields.topic or "topic", fields.topic or "context"}
        columns = [name for name in file.schema_arrow.names if name in wanted]
        number = 0
        for batch in file.iter_batches(_BATCH_ROWS, columns=columns):
            for row in _rows(batch):
                yield from_fields(row, number, fields)
                number += 1
    except pa.ArrowException as error:
        raise BadInput(
            f"not readable as Parquet ({str(error).splitlines()[0]})", mend="write the file again"
        ) from error


def _rows(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    # With no column left, to_pylist would give no rows at all; every row must still be answered for.
    return batch.to_pylist() if batch.num_columns else [{}] * batch.num_rows

"""Parquet, row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from classifier.audit.dumps.arrow_columns import rows_of, schema_names, wanted
from classifier.audit.dumps.rows import BATCH_ROWS, Fields, Row
from classifier.audit.dumps.unpacking import Damaged, on_disk

NAME = "parquet"
TITLE = "Parquet"
ENDINGS = (".parquet", ".pq")
DEFAULTS = Fields()
EXAMPLE = ""

#: A row group's columns are read so many bytes at a time, rather than whole.
_BUFFER = 1024 * 1024


def looks_like(start: bytes) -> bool:
    return start.startswith((b"PAR1", b"PARE"))


def field_names(stream: BinaryIO, delimiter: str | None = None) -> list[str]:
    with _file(stream) as file:
        return schema_names(file.schema_arrow)


def group_bytes(stream: BinaryIO) -> list[int]:
    with _file(stream) as file:
        metadata = file.metadata
        return [metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)]


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row | pa.RecordBatch]:
    yield from read_groups(stream, fields, 0, None)


def read_groups(
    stream: BinaryIO, fields: Fields, start: int, stop: int | None
) -> Iterator[Row | pa.RecordBatch]:
    with _file(stream) as file:
        names = wanted(file.schema_arrow.names, fields)
        for group in range(file.metadata.num_row_groups)[start:stop]:
            left = file.metadata.row_group(group).num_rows
            try:
                for batch in file.iter_batches(BATCH_ROWS, row_groups=[group], columns=names):
                    left -= batch.num_rows
                    yield rows_of(batch, fields)
            except (pa.ArrowException, OSError) as error:
                if isinstance(error, OSError) and error.errno is not None:
                    raise
                why = f"row group {group} is damaged ({first_line(error)})"
                yield Row(error=f"{why}; {left:,} rows could not be read; write the file again")


@contextmanager
def _file(stream: BinaryIO) -> Iterator[pq.ParquetFile]:
    # A pipe can't be read from its end, where Parquet keeps its table of contents.
    source = on_disk(stream)
    try:
        file = pq.ParquetFile(source, buffer_size=_BUFFER)
    except (pa.ArrowException, OSError) as error:
        raise unreadable("Parquet", stream, error) from error
    yield file


def unreadable(kind: str, stream: BinaryIO, error: Exception) -> Exception:
    """What to raise for a file that can't be opened: the system's own errors as they are."""
    if isinstance(error, OSError) and error.errno is not None:
        return error
    return Damaged(
        f"not readable as {kind} ({first_line(error)})",
        where=getattr(stream, "name", None),
        mend="write the file again",
    )


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

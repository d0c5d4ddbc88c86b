"""Arrow's own files (Feather version 2) and streams, record batch by record batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, BufferedReader
from typing import BinaryIO, cast

import pyarrow as pa

from classifier.audit.dumps.arrow_columns import rows_of, schema_names, wanted
from classifier.audit.dumps.parquet_rows import first_line, unreadable
from classifier.audit.dumps.rows import BATCH_ROWS, Fields, Row
from classifier.audit.dumps.unpacking import on_disk

NAME = "arrow"
TITLE = "Arrow and Feather files, Arrow streams"
ENDINGS = (".arrow", ".feather", ".arrows", ".ipc")
DEFAULTS = Fields()
EXAMPLE = ""

_FILE = b"ARROW1"
_STREAM = b"\xff\xff\xff\xff"


def looks_like(start: bytes) -> bool:
    return start.startswith((_FILE, b"FEA1")) or (start.startswith(_STREAM) and start[8:12] == b"\x10\0\0\0")


def field_names(stream: BinaryIO, delimiter: str | None = None) -> list[str]:
    with _told_of(stream):
        if _is_file(stream):
            return schema_names(pa.ipc.open_file(on_disk(stream)).schema)
        return schema_names(pa.ipc.open_stream(stream).schema)


def group_bytes(stream: BinaryIO) -> list[int]:
    """About how long each record batch is; a stream of them counts as one."""
    if not _is_file(stream):
        return [0]
    with _told_of(stream):
        file = on_disk(stream)
        number = pa.ipc.open_file(file).num_record_batches
        return [file.seek(0, SEEK_END) // max(1, number)] * number


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row | pa.RecordBatch]:
    yield from read_groups(stream, fields, 0, None)


def read_groups(
    stream: BinaryIO, fields: Fields, start: int, stop: int | None
) -> Iterator[Row | pa.RecordBatch]:
    if not _is_file(stream):
        yield from _read_stream(stream, fields)
        return
    with _told_of(stream):
        source = on_disk(stream)
        schema = pa.ipc.open_file(source).schema
        source.seek(0)
        file = pa.ipc.open_file(source, options=_only(schema, fields))
    for group in range(file.num_record_batches)[start:stop]:
        try:
            batch = file.get_batch(group)
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            yield Row(error=f"record batch {group} is damaged ({first_line(error)}); write the file again")
        else:
            yield from _pieces(batch, fields)


def _read_stream(stream: BinaryIO, fields: Fields) -> Iterator[pa.RecordBatch]:
    with _told_of(stream):
        reader = pa.ipc.open_stream(stream)
    while True:
        try:
            with _told_of(stream):
                batch = reader.read_next_batch()
        except StopIteration:
            return
        yield from _pieces(batch, fields)


def _pieces(batch: pa.RecordBatch, fields: Fields) -> Iterator[pa.RecordBatch]:
    for offset in range(0, batch.num_rows, BATCH_ROWS):
        yield rows_of(batch.slice(offset, BATCH_ROWS), fields)


def _only(schema: pa.Schema, fields: Fields) -> pa.ipc.IpcReadOptions:
    """Leave the columns that nobody wants on the disk. One stays: it tells how many rows there are."""
    tops = {name if name in schema.names else name.partition(".")[0] for name in wanted(schema.names, fields)}
    places = [place for place, name in enumerate(schema.names) if name in tops]
    return pa.ipc.IpcReadOptions(included_fields=places or [0])


def _is_file(stream: BinaryIO) -> bool:
    return cast(BufferedReader, stream).peek(len(_FILE)).startswith((_FILE, b"FEA1"))


@contextmanager
def _told_of(stream: BinaryIO) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise unreadable("Arrow", stream, error) from error

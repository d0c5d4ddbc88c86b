"""Arrow tables as text, to put inside JSON."""

from __future__ import annotations

import base64

import pyarrow as pa


def to_text(table: pa.Table) -> str:
    """The table as a compressed Arrow stream in base64."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return base64.b64encode(sink.getvalue()).decode("ascii")


def from_text(text: str) -> pa.Table:
    """The table that `to_text` was given."""
    return pa.ipc.open_stream(base64.b64decode(text)).read_all()

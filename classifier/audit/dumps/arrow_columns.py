"""A table of an Arrow or Parquet file as rows: which of its columns is which, whatever their types."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.dumps import columns
from classifier.audit.dumps.lines import NOT_UTF8
from classifier.audit.dumps.mapping import listed, named_by
from classifier.audit.dumps.rows import LONGEST_LINE, Fields, Names

_TOO_LONG = f"text longer than {LONGEST_LINE:,} bytes; split it"


def wanted(names: list[str], fields: Fields) -> list[str]:
    """Those of the columns, or of the columns within them (a.b), that are read."""
    return [name for name in named_by(fields) if name in names or name.partition(".")[0] in names]


def schema_names(schema: pa.Schema) -> list[str]:
    """The names of the columns; of a column of objects those in it, after a dot."""
    names: list[str] = []
    for field in schema:
        inner = field.type if pa.types.is_struct(field.type) else ()
        names += [f"{field.name}.{below.name}" for below in inner] or [field.name]
    return names


def rows_of(batch: pa.RecordBatch, fields: Fields) -> pa.RecordBatch:
    """The rows in the schema `UNNUMBERED`. Every row is answered for, even if no column is left."""
    rows = batch.num_rows
    text, error = _texts(batch, fields.text)
    there = {name: _column(batch, name) for name in named_by(fields)}
    found = {name: _sound(column) for name, column in there.items() if column is not None}
    given = {"text": text, "error": error, **columns.of_fields(found, fields, rows)}
    return columns.batch_of(rows, given)


def _column(batch: pa.RecordBatch, name: str) -> pa.Array | None:
    if name in batch.schema.names:
        column = batch.column(batch.schema.names.index(name))
    else:
        first, *steps = name.split(".")
        if not steps or first not in batch.schema.names:
            return None
        column = batch.column(batch.schema.names.index(first))
        for step in steps:
            if not pa.types.is_struct(column.type) or column.type.get_field_index(step) < 0:
                return None
            column = pc.struct_field(column, step)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column


def _texts(batch: pa.RecordBatch, names: Names) -> tuple[pa.Array, pa.Array]:
    """The texts, and why a row has none."""
    rows = batch.num_rows
    name = next((name for name in listed(names) if _column(batch, name) is not None), "")
    column = _column(batch, name)
    if column is None:
        missing = (listed(names) or ("text",))[0]
        return _no_texts(rows, f"no field {missing!r}; name the right one by --text")
    empty = f"field {name!r} is empty, not text"
    if pa.types.is_null(column.type):
        return _no_texts(rows, empty)
    if not columns.is_text(column.type):
        wrong = pa.scalar(f"field {name!r} is {column.type}, not text")
        return pa.nulls(rows, pa.large_string()), pc.if_else(column.is_valid(), wrong, pa.scalar(empty))
    return _checked(column.cast(pa.large_binary()), empty)


def _no_texts(rows: int, error: str) -> tuple[pa.Array, pa.Array]:
    return pa.nulls(rows, pa.large_string()), pa.repeat(pa.scalar(error), rows)


def _checked(texts: pa.Array, empty: str) -> tuple[pa.Array, pa.Array]:
    """Texts that are too long or not UTF-8 as errors; they spoil their own row only."""
    nothing = pa.scalar(None, pa.string())
    errors = pc.if_else(texts.is_valid(), nothing, pa.scalar(empty))
    long = pc.fill_null(pc.greater(pc.binary_length(texts), LONGEST_LINE), False)
    if pc.any(long).as_py():
        errors = pc.if_else(long, pa.scalar(_TOO_LONG), errors)
        texts = _without(texts, long)
    if not _is_utf8(texts):
        spoilt = pa.array([not _is_utf8(texts.slice(row, 1)) for row in range(len(texts))])
        errors = pc.if_else(spoilt, pa.scalar(NOT_UTF8), errors)
        texts = _without(texts, spoilt)
    return texts.cast(pa.large_string()), errors


def _without(texts: pa.Array, gone: pa.Array) -> pa.Array:
    """Null where `gone` says so. if_else would keep the bytes below the null."""
    rows = pa.array(np.arange(len(texts)))
    return texts.take(pc.if_else(gone, pa.scalar(None, rows.type), rows))


def _sound(column: pa.Array) -> pa.Array:
    """A column of strings without those that are not UTF-8, which are replaced as far as they are not."""
    if not columns.is_text(column.type) or _is_utf8(column.cast(pa.large_binary())):
        return column
    values = column.cast(pa.large_binary()).to_pylist()
    return pa.array([value and value.decode("utf-8", "backslashreplace") for value in values], pa.string())


def _is_utf8(texts: pa.Array) -> bool:
    try:
        texts.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True

"""Arrow columns of any type as the columns of the schema in `rows.py`, with no Python object for a value.

They give what `mapping.py` and `batches.py` give row by row; tests hold them equal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.dumps.batches import UNNUMBERED
from classifier.audit.dumps.mapping import listed
from classifier.audit.dumps.rows import Fields
from classifier.audit.dumps.times import EARLIEST, LATEST, UNTIL, microseconds

_TIME = pa.timestamp("us", "UTC")
_PLAIN_NUMBER = re.compile("-?[0-9]+([.][0-9]+)?")


def batch_of(rows: int, columns: dict[str, pa.Array]) -> pa.RecordBatch:
    """A batch of the schema `UNNUMBERED`; a column that is not given is empty."""
    no_bot = pa.array(np.zeros(rows, np.bool_))
    arrays = [
        columns.get(field.name, no_bot if field.name == "by_bot" else pa.nulls(rows, field.type))
        for field in UNNUMBERED
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=UNNUMBERED)


def of_fields(found: Mapping[str, pa.Array], fields: Fields, rows: int) -> dict[str, pa.Array]:
    """All columns that fields make but `text`, from those that were found in the file, by name."""
    given: dict[str, pa.Array] = {}
    for role in ("topic", "author", "channel", "thread", "parent"):
        given[role] = names([found[name] for name in listed(getattr(fields, role)) if name in found], rows)
    given["time"] = times([found[name] for name in listed(fields.time) if name in found], rows)
    id_columns = [found[name] for name in listed(fields.id) if name in found]
    given["id"], given["id_is_number"] = ids(id_columns[0] if id_columns else pa.nulls(rows, pa.string()))
    return given


def ids(column: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The columns id and id_is_number."""
    rows = len(column)
    if pa.types.is_integer(column.type):
        return column.cast(pa.string()), column.is_valid()
    if is_text(column.type):
        return _no_empty(column.cast(pa.string())), pa.array(np.zeros(rows, np.bool_))
    return pa.nulls(rows, pa.string()), pa.array(np.zeros(rows, np.bool_))


def names(columns: Sequence[pa.Array], rows: int) -> pa.Array:
    """The first of the columns that has a name in the row, or a whole number; null if none has."""
    found = [
        _no_empty(column.cast(pa.string()))
        for column in columns
        if is_text(column.type) or pa.types.is_integer(column.type)
    ]
    return pc.coalesce(*found) if found else pa.nulls(rows, pa.string())


def times(columns: Sequence[pa.Array], rows: int) -> pa.Array:
    """The time in the first of the columns that has anything in the row; null if it can't be read."""
    filled = [_no_empty(column) if is_text(column.type) else column for column in columns]
    if not filled:
        return pa.nulls(rows, _TIME)
    result = _times(filled[0])
    for before, column in pairwise(filled):
        result = pc.if_else(before.is_valid(), result, _times(column))
    return result


def is_utf8(block: bytes) -> bool:
    """As decoding it would tell, at four times the speed."""
    ends = pa.py_buffer(np.array([0, len(block)]))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(block)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def is_text(kind: pa.DataType) -> bool:
    """Whether a column holds strings, also as a dictionary of them."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _no_empty(column: pa.Array) -> pa.Array:
    empty = pc.equal(pc.binary_length(column), 0)
    return pc.if_else(empty, pa.scalar(None, column.type), column) if pc.any(empty).as_py() else column


def _times(column: pa.Array) -> pa.Array:
    kind = column.type
    if is_text(kind):
        return _from_text(column.cast(pa.string()))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _from_numbers(column)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        # A time without a zone is taken for UTC.
        return _within(column.cast(pa.timestamp("us"), safe=False).cast(pa.int64()))
    return pa.nulls(len(column), _TIME)


def _from_text(column: pa.Array) -> pa.Array:
    written = column.drop_null()
    if not len(written):
        return pa.nulls(len(column), _TIME)
    if _PLAIN_NUMBER.fullmatch(written[0].as_py()):
        plain = pc.match_substring_regex(written, f"^(?:{_PLAIN_NUMBER.pattern})$")
        if pc.all(plain).as_py():
            return _from_numbers(column.cast(pa.float64()))
    for kind in (_TIME, pa.timestamp("us")):  # all with a zone, or all without
        # Arrow is slow to fail, and then there are as many failures as rows: one tells.
        if _is_castable(written[:1], kind) and _is_castable(written, kind):
            return _within(column.cast(kind).cast(pa.int64()))
    return pa.array([microseconds(value) for value in column.to_pylist()], pa.int64()).cast(_TIME)


def _is_castable(column: pa.Array, kind: pa.DataType) -> bool:
    try:
        column.cast(kind)
    except pa.ArrowInvalid:
        return False
    return True


def _from_numbers(column: pa.Array) -> pa.Array:
    numbers = column.cast(pa.float64(), safe=False)
    values = np.asarray(pc.fill_null(numbers, np.nan))
    size = np.abs(values)
    factors = np.select([size < limit for limit, _ in UNTIL], [factor for _, factor in UNTIL], np.nan)
    with np.errstate(invalid="ignore"):
        micros = np.rint(values * factors)
        known = (micros >= EARLIEST) & (micros <= LATEST)
    return pa.array(np.where(known, micros, 0).astype(np.int64), mask=~known).cast(_TIME)


def _within(micros: pa.Array) -> pa.Array:
    values = np.asarray(pc.fill_null(micros, LATEST + 1))
    known = (values >= EARLIEST) & (values <= LATEST)
    return pa.array(values, mask=~known).cast(_TIME)

"""A block of JSON Lines read by Arrow's parser, where that surely gives what reading line by line would.

Arrow is ten times as fast as Python, but takes some blocks for something else: it tells no missing field from
an empty one, joins and splits lines, and passes over values that it is not asked for. Such blocks are left to
the careful reading. A test holds the two equal on whatever hypothesis makes up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.json as pj

from classifier.audit.dumps import columns
from classifier.audit.dumps.mapping import listed, named_by, row_from
from classifier.audit.dumps.rows import LONGEST_LINE, Fields

#: Python gives up on values nested about ten times as deep.
_DEEPEST = 100
#: It refuses numbers of more digits.
_LONGEST_NUMBER = 4300
_TOO_LONG_NUMBER = re.compile(rb"[0-9]{%d}" % _LONGEST_NUMBER)
#: It knows infinity by its full name only.
_INF = re.compile(rb"Inf(?!inity)")
_BEFORE_VALUE = re.compile(rb"[:\[,][\s-]*\Z")

_SAMPLE_LINES = 20
_NEWLINE, _RETURN, _OPEN, _CLOSE, _LIST = b"\n\r{}["

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


def read_block(block: bytes, first_line: int, fields: Fields) -> pa.RecordBatch | None:
    """The rows of a block of whole lines, in the schema `UNNUMBERED`; None if there is any doubt."""
    starts = _starts(block)
    schema = _schema(block, fields)
    if schema is None or not _is_plain(block, starts):
        return None
    try:
        table = pj.read_json(
            pa.BufferReader(block),
            read_options=pj.ReadOptions(use_threads=False, block_size=len(block) + 1),
            parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        )
    except pa.ArrowException:
        return None
    if table.num_rows != len(starts):
        return None
    found = {name: table[name].combine_chunks() for name in schema.names}
    return _batch(block, starts, first_line, fields, found)


def _starts(block: bytes) -> Ints:
    """Where each line begins."""
    ends = np.flatnonzero(np.frombuffer(block, np.uint8) == _NEWLINE)
    starts: Ints = np.concatenate(([0], ends + 1))
    return starts[:-1] if block.endswith(b"\n") else starts


def _is_plain(block: bytes, starts: Ints) -> bool:
    """Whether each line has its object to itself, and nothing in it is beyond Python or UTF-8.

    Between braces, a line break can only be one between two objects: within a string there is none in JSON.
    """
    data = np.frombuffer(block, np.uint8)
    lasts = np.append(starts[1:] - 1, len(block) - block.endswith(b"\n")) - 1
    if (lasts < 0).any():
        return False
    lasts -= data[lasts] == _RETURN
    if (lasts < starts).any() or not ((data[starts] == _OPEN).all() and (data[lasts] == _CLOSE).all()):
        return False
    if (lasts - starts).max() >= LONGEST_LINE or b"\0" in block:
        return False
    for row in np.flatnonzero(lasts - starts > _LONGEST_NUMBER):
        if _TOO_LONG_NUMBER.search(block, starts[row], lasts[row]):
            return False
    for found in _INF.finditer(block):
        if _BEFORE_VALUE.search(block, max(0, found.start() - 9), found.start()):
            return False
    return _is_shallow(data, starts) and columns.is_utf8(block)


def _is_shallow(data: Bytes, starts: Ints) -> bool:
    opening = (data == _OPEN) | (data == _LIST)
    if np.count_nonzero(opening) <= len(starts) + _DEEPEST:
        return True
    return bool(np.add.reduceat(opening, starts, dtype=np.int64).max() <= _DEEPEST)


def _schema(block: bytes, fields: Fields) -> pa.Schema | None:
    """The types of the fields that are wanted, going by the first lines; None if Arrow has none for them."""
    wanted = named_by(fields)
    if any("." in name for name in wanted) or len(listed(fields.text)) != 1 or len(listed(fields.id)) > 1:
        return None
    kinds: dict[str, pa.DataType] = {}
    for row in _sample(block):
        for name in wanted:
            kind = _kind(row.get(name), time=name in listed(fields.time))
            if kind is not None and kinds.setdefault(name, kind) != kind:
                if {kind, kinds[name]} != {pa.int64(), pa.float64()}:
                    return None
                kinds[name] = pa.float64()
    if kinds.get(listed(fields.text)[0], pa.string()) != pa.string() or pa.null() in kinds.values():
        return None
    return pa.schema([pa.field(name, kinds.get(name, pa.string())) for name in wanted])


def _sample(block: bytes) -> Iterator[dict[str, object]]:
    for line in block.split(b"\n", _SAMPLE_LINES)[:_SAMPLE_LINES]:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row


def _kind(value: object, *, time: bool) -> pa.DataType | None:
    if value is None:
        return None
    if isinstance(value, str):
        return pa.string()
    if isinstance(value, bool):
        return pa.null()
    if isinstance(value, int):
        return pa.int64()
    return pa.float64() if isinstance(value, float) and time else pa.null()


def _batch(
    block: bytes, starts: Ints, first_line: int, fields: Fields, found: dict[str, pa.Array]
) -> pa.RecordBatch:
    rows = len(starts)
    text = found[listed(fields.text)[0]].cast(pa.large_string())
    given: dict[str, pa.Array] = {"line": pa.array(np.arange(first_line, first_line + rows)), "text": text}
    given |= columns.of_fields(found, fields, rows)
    if text.null_count:
        given["error"] = _errors(block, starts, fields, text)
    return columns.batch_of(rows, given)


def _errors(block: bytes, starts: Ints, fields: Fields, text: pa.Array) -> pa.Array:
    """Why there is no text, for the rows without: Arrow doesn't tell a missing field from an empty one."""
    errors: list[str | None] = [None] * len(text)
    for row in np.flatnonzero(np.asarray(text.is_null())):
        line = block[starts[row] : starts[row + 1] if row + 1 < len(starts) else None]
        errors[row] = row_from(json.loads(line), fields).error
    return pa.array(errors, pa.string())

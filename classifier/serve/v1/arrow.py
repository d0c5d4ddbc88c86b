"""Arrow streams of comments in, Arrow streams of scores out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from classifier.labels import NAMES
from classifier.model import Model
from classifier.serve.errors import ApiError, invalid
from classifier.serve.limits import COMMENT_BYTES, SCORE_ROWS
from classifier.serve.v1.arrow_compression import is_compressed

_TEXT = (pa.string(), pa.large_string())
_IDS = (*_TEXT, pa.int64(), pa.int32(), pa.uint64(), pa.uint32())


def score_stream(model: Model, body: bytes) -> bytes:
    """Score a stream with a column `text`, and if it likes `topic` and `id`, all of plain strings.

    Gives back a stream with `id`, a column of 32-bit floats for each label, null where it can't be told, and
    the lists `flagged` and `abstained`. Raises ApiError for what is no such stream, or too long a one.
    """
    table = _read(body)
    texts = _column(table, "text")
    if texts is None:
        raise invalid("The stream has no column `text`")
    topics = _column(table, "topic")
    scores = model.score(texts, None if topics is None or topics.null_count == len(topics) else topics)
    flags = model.flags(scores, texts)
    reached = scores >= np.array([model.thresholds[name] for name in NAMES])  # NaN is not
    narrow = scores.astype(np.float32)
    columns: dict[str, Any] = {
        "id": _ids(table),
        **{name: pa.array(narrow[:, column], from_pandas=True) for column, name in enumerate(NAMES)},
        "flagged": _lists(flags),
        "abstained": _lists(reached & ~flags),
    }
    return _written(pa.table(columns))


def _read(body: bytes) -> pa.Table:
    """The table of a stream from a stranger: no compression that could blow up, no other types, checked."""
    try:
        if is_compressed(body):
            raise ApiError(415, "The stream has compressed buffers; send it without compression.")
        with pa.ipc.open_stream(body) as reader:
            table = reader.read_all()
        table.validate(full=True)
    except (pa.ArrowException, ValueError, OSError) as error:
        raise invalid("The body is no sound Arrow stream") from error
    if len(table) > SCORE_ROWS:
        raise ApiError(413, f"{len(table)} comments are too many: send at most {SCORE_ROWS} at once.")
    return table


def _column(table: pa.Table, name: str) -> pa.Array | None:
    if name not in table.column_names:
        return None
    found = table.column_names.count(name)
    column = table.column(table.column_names.index(name)).combine_chunks()
    if found > 1 or column.type not in _TEXT:
        raise invalid(f"The column `{name}` must be there once, as plain strings")
    if (pc.max(pc.binary_length(column)).as_py() or 0) > COMMENT_BYTES:
        raise invalid(f"A {name} is longer than {COMMENT_BYTES} bytes", "COMMENT_TOO_LONG")
    return column


def _ids(table: pa.Table) -> pa.Array:
    if "id" not in table.column_names:
        return pa.array(np.arange(len(table)))
    column = table.column(table.column_names.index("id")).combine_chunks()
    if column.type not in _IDS:
        raise invalid("The column `id` must have strings or whole numbers")
    return column


def _lists(flags: np.typing.NDArray[np.bool_]) -> pa.Array:
    """For each row the names of the labels that are set."""
    ends = np.concatenate([[0], np.cumsum(flags.sum(axis=1))]).astype(np.int32)
    names = pa.array(np.array(NAMES)[np.nonzero(flags)[1]], pa.string())
    return pa.ListArray.from_arrays(pa.array(ends), names)


def _written(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())

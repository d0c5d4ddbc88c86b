"""The columns that the search for campaigns needs of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.sketches.scheme import BINS, KEYS
from classifier.sketches.sketch import sketch

if TYPE_CHECKING:
    import pyarrow as pa

TEXT, KEY, MARKS = SKETCH_COLUMNS = ("sketch_text", "sketch_keys", "sketch_marks")

_KEY_BYTES, _MARK_BYTES = 4 * KEYS, BINS // 2


def sketch_batch(rows: pa.RecordBatch) -> pa.RecordBatch:
    """The sketch of each row's `text`, 72 bytes in all, in `SKETCH_COLUMNS`.

    Rows without a text, with a short one, and those `by_bot` get zeros: bots repeat themselves by design.
    """
    import pyarrow as pa

    texts = rows.column("text")
    if texts.type != pa.large_string():
        texts = texts.cast(pa.large_string())
    _, offsets, data = texts.buffers()
    places = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(data, dtype=np.uint8) if data else np.zeros(0, dtype=np.uint8)
    found = sketch(letters, places)
    kept = texts.is_valid().to_numpy(zero_copy_only=False)
    if "by_bot" in rows.schema.names:
        kept &= ~rows.column("by_bot").to_numpy(zero_copy_only=False)
    for values in (found.texts, found.keys, found.marks):
        values[~kept] = 0
    return pa.record_batch(
        [pa.array(found.texts), _binary(found.keys, _KEY_BYTES), _binary(found.marks, _MARK_BYTES)],
        names=list(SKETCH_COLUMNS),
    )


def _binary(values: npt.NDArray[np.generic], width: int) -> pa.FixedSizeBinaryArray:
    import pyarrow as pa

    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), len(values), [None, pa.py_buffer(values)])

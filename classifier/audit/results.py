"""results.parquet: every row of the input, with what the model makes of it, but for its text."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from classifier.audit.rows_out import RowsOut
from classifier.errors import EnvironmentFailed
from classifier.labels import NAMES
from classifier.wholefile import writing

#: Rows of a row group: enough that a column of one compresses well, few enough for any memory.
GROUP_ROWS = 262_144

#: `row` counts from 0 and `line` from 1 within the file `source`; `id` is the row's own or its number; a
#: score is null where it can't be told, and all are where `error` says why the row could not be read.
RESULTS = pa.schema(
    [
        ("source", pa.string()),
        ("row", pa.int64()),
        ("line", pa.int64()),
        ("id", pa.string()),
        *((name, pa.float32()) for name in NAMES),
        ("flagged", pa.list_(pa.string())),
        ("abstained", pa.list_(pa.string())),
        ("author", pa.string()),
        ("channel", pa.string()),
        ("thread", pa.string()),
        ("parent", pa.string()),
        ("time", pa.timestamp("us", "UTC")),
        ("by_bot", pa.bool_()),
        ("error", pa.string()),
    ]
)

_REPEATING = [
    "source",
    "flagged.list.element",
    "abstained.list.element",
    "author",
    "channel",
    "thread",
    "error",
]


def write_results(path: Path, rows: RowsOut) -> int:
    """Write all rows, whole or not at all, and return how many the file says it has."""
    names = ["flags" if name == "flagged" else name for name in RESULTS.names]
    held: list[pa.Table] = []
    with (
        writing(path) as out,
        pq.ParquetWriter(
            out, RESULTS, compression="zstd", compression_level=1, use_dictionary=_REPEATING
        ) as file,
    ):
        for table in rows.tables(names):
            held.append(table.rename_columns(RESULTS.names))
            if sum(map(len, held)) >= GROUP_ROWS:
                whole = pa.concat_tables(held)
                file.write_table(whole.slice(0, GROUP_ROWS))
                held = [whole.slice(GROUP_ROWS)]
        if held:
            file.write_table(pa.concat_tables(held))
    try:
        return int(pq.ParquetFile(path).metadata.num_rows)
    except (OSError, pa.ArrowException) as error:
        raise EnvironmentFailed(
            f"cannot be read back: {error}", where=str(path), mend="check the disk"
        ) from error

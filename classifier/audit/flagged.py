"""flagged.csv: the flagged rows with their text, to be opened in a spreadsheet.

UTF-8 with a byte order mark, since without it Excel takes the file for one in the system's old code page;
what else reads CSV passes over the mark. `cells.py` says what is done to texts so that they stay texts.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from classifier.audit.cells import safe_cells, safe_repeating_cells
from classifier.audit.rows_out import RowsOut
from classifier.labels import NAMES
from classifier.wholefile import writing

#: Decimals of a score.
DECIMALS = 4

COLUMNS = (
    "source", "row", "line", "id", "time", "channel", "thread", "author", "flagged", "text", *NAMES, "parent"
)  # fmt: skip
_TEXTS = ("id", "text", "parent")
_REPEATING = ("source", "channel", "thread", "author")

Pseudonyms = Callable[[pa.Array], pa.Array]


def write_flagged(path: Path, rows: RowsOut, pseudonyms: Pseudonyms | None) -> int:
    """Write the flagged rows, whole or not at all, and return how many there are.

    `pseudonyms` turns a column of authors into what they are called instead; without it they keep their
    names.
    """
    schema = pa.schema([(name, _type_of(name)) for name in COLUMNS])
    names = ["flags" if name == "flagged" else name for name in COLUMNS]
    options = pyarrow.csv.WriteOptions(quoting_style="needed", include_header=False)
    count = 0
    with writing(path) as out:
        out.write(codecs.BOM_UTF8 + (",".join(COLUMNS) + "\n").encode())
        with pyarrow.csv.CSVWriter(out, schema, write_options=options) as file:
            for table in rows.tables(names, flagged_only=True):
                named = table.rename_columns(list(COLUMNS))
                columns = [_cells(named[name].combine_chunks(), name, pseudonyms) for name in COLUMNS]
                file.write_table(pa.table(columns, schema=schema))
                count += len(named)
    return count


def _type_of(name: str) -> pa.DataType:
    if name in NAMES:
        return pa.float64()
    return pa.int64() if name in ("row", "line") else pa.large_string() if name == "text" else pa.string()


def _cells(column: pa.Array, name: str, pseudonyms: Pseudonyms | None) -> pa.Array:
    if name in NAMES:
        return pc.round(column.cast(pa.float64()), DECIMALS)
    if name == "flagged":
        return pc.binary_join(column, " ")
    if name == "time":
        return column.cast(pa.timestamp("s"), safe=False).cast(pa.string())
    if name == "author" and pseudonyms:
        column = pseudonyms(column)
    if name in _REPEATING:
        return safe_repeating_cells(column)
    return safe_cells(column) if name in _TEXTS else column

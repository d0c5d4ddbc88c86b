"""A block of CSV read by Arrow's parser, wherever it surely gives what Python's csv module would.

The two agree on fields that are quoted by the book (RFC 4180). A quotation mark anywhere else, a row with
more or fewer fields than headings, a line break of another kind: such blocks are left to the csv module. A
test holds the two equal on whatever hypothesis makes up.
"""

from __future__ import annotations

from codecs import BOM_UTF8

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from classifier.audit.dumps import columns
from classifier.audit.dumps.mapping import listed, named_by
from classifier.audit.dumps.rows import LONGEST_LINE, Fields

_QUOTE, _NEWLINE, _RETURN = b'"\n\r'

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


def read_block(
    block: bytes, first_line: int, headings: list[str], delimiter: str, fields: Fields
) -> tuple[pa.RecordBatch, int] | None:
    """The whole rows at the beginning of a block, in the schema `UNNUMBERED`, and how many bytes they take.
    None if there is any doubt. The block begins with a row and has whole lines."""
    if not _is_simple(headings, delimiter, fields) or not _is_plain(block):
        return None
    data = np.frombuffer(block, np.uint8)
    newlines = np.flatnonzero(data == _NEWLINE)
    ends = _row_ends(data, newlines, ord(delimiter))
    if ends is None or not len(ends):
        return None
    starts = np.concatenate(([0], ends[:-1]))
    if (ends - starts).max() > LONGEST_LINE:
        return None
    table = _parsed(block[: ends[-1]], headings, delimiter, fields)
    filled = starts[~_blank(data, starts, ends)]
    if table is None or table.num_rows != len(filled):
        return None
    return _batch(table, first_line + np.searchsorted(newlines, filled), fields), int(ends[-1])


def _is_simple(headings: list[str], delimiter: str, fields: Fields) -> bool:
    """Whether the headings tell which column each field is in, once for all rows."""
    return (
        len(headings) > 1
        and len(set(headings)) == len(headings)
        and delimiter.isascii()
        and len(listed(fields.text)) == 1
        and listed(fields.text)[0] in headings
        and len(listed(fields.id)) <= 1
    )


def _is_plain(block: bytes) -> bool:
    if b"\0" in block or block.startswith(BOM_UTF8) or not columns.is_utf8(block):
        return False
    return block.count(b"\r") == block.count(b"\r\n")


def _row_ends(data: Bytes, newlines: Ints, delimiter: int) -> Ints | None:
    """Where the rows end that are whole in the block: at line breaks that are not in quotes. None if a
    quotation mark is where none should be."""
    quotes = np.flatnonzero(data == _QUOTE)
    ends = newlines + 1
    if data[-1] != _NEWLINE:
        ends = np.append(ends, len(data))
    if not len(quotes):
        return ends
    before = np.searchsorted(quotes, ends)
    ends = ends[before % 2 == 0]
    quotes = quotes[: before[before % 2 == 0][-1]] if len(ends) else quotes[:0]
    return ends if _by_the_book(data, quotes, delimiter) else None


def _by_the_book(data: Bytes, quotes: Ints, delimiter: int) -> bool:
    """Whether each opening mark begins a field and each closing one ends it, but for pairs within quotes."""
    padded = np.concatenate(([_NEWLINE], data, [_NEWLINE]))
    opening, closing = quotes[::2], quotes[1::2]
    before, after = padded[opening], padded[closing + 2]
    begins = (before == delimiter) | (before == _NEWLINE)
    ends = (after == delimiter) | (after == _NEWLINE) | (after == _RETURN)
    begins[1:] |= opening[1:] == closing[:-1] + 1
    ends[:-1] |= opening[1:] == closing[:-1] + 1
    return bool(begins.all() and ends.all())


def _blank(data: Bytes, starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
    """Lines with nothing in them, which are no rows."""
    first = data[starts]
    empty = (ends - starts == 1) & (first == _NEWLINE)
    blank: npt.NDArray[np.bool_] = empty | ((ends - starts == 2) & (first == _RETURN))
    return blank


def _parsed(block: bytes, headings: list[str], delimiter: str, fields: Fields) -> pa.Table | None:
    wanted = [name for name in named_by(fields) if name in headings]
    try:
        return pa.csv.read_csv(
            pa.BufferReader(block),
            pa.csv.ReadOptions(use_threads=False, block_size=len(block) + 1, column_names=headings),
            pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            pa.csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(wanted, pa.string()),
                include_columns=wanted,
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowException:  # a row with too many fields, or too few
        return None


def _batch(table: pa.Table, lines: Ints, fields: Fields) -> pa.RecordBatch:
    found = {name: table[name].combine_chunks() for name in table.schema.names}
    return columns.batch_of(
        table.num_rows,
        {
            "line": pa.array(lines),
            "text": found[listed(fields.text)[0]].cast(pa.large_string()),
            **columns.of_fields(found, fields, table.num_rows),
        },
    )

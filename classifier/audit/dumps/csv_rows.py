"""CSV and its kin: a heading, then a row for each comment; commas, semicolons, tabs or bars between."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa

from classifier.audit.dumps.csv_blocks import read_block
from classifier.audit.dumps.csv_feed import Feed
from classifier.audit.dumps.lines import NOT_UTF8
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import LONGEST_LINE, Fields, Row
from classifier.errors import BadInput

NAME = "csv"
TITLE = "CSV and TSV with a heading"
ENDINGS = (".csv", ".tsv", ".tab")
DEFAULTS = Fields()
EXAMPLE = (
    "id,text,author,time\n"
    "a1,Good morning,ann,2024-05-01T09:30:00Z\n"
    'a2,"You, sir, are an idiot",bob,1714555800\n'
)

_DELIMITERS = ",;\t|"
_UNCLOSED = "a quotation mark is never closed; write it twice within quoted text"


class Named(NamedTuple):
    """A row by its headings, and the line it begins in; or why it can't be read, with what could be."""

    line: int
    values: dict[str, Any]
    error: str | None = None


def looks_like(start: bytes) -> bool:
    return False  # any text may have a comma: it is the name that tells


def field_names(stream: BinaryIO, delimiter: str | None = None) -> list[str]:
    return _Table(stream, delimiter).headings


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row | pa.RecordBatch]:
    table = _Table(stream, fields.delimiter)
    while block := table.feed.block():
        found = read_block(block, table.feed.line, table.headings, table.delimiter, fields)
        if found is None:
            for named in table.rows_within(len(block)):
                yield _row(named, fields)
        else:
            batch, length = found
            table.feed.go(length)
            yield batch


def dict_rows(stream: BinaryIO, delimiter: str | None = None) -> Iterator[Named]:
    """Every row by its headings, for a producer's own CSV."""
    table = _Table(stream, delimiter)
    while block := table.feed.block():
        yield from table.rows_within(len(block))


class _Table:
    """A stream whose headings have been read."""

    def __init__(self, stream: BinaryIO, delimiter: str | None) -> None:
        csv.field_size_limit(LONGEST_LINE)
        self.feed = Feed(stream)
        first = next(self.feed, "")
        self.feed.back(0)
        self.delimiter = _checked(delimiter) if delimiter else max(_DELIMITERS, key=first.count)
        self._reader = csv.reader(self.feed, delimiter=self.delimiter)
        try:
            self.headings = next(self._reader, [])
        except csv.Error:
            self.headings = []
            self._broken("")
        self.feed.begin_row()

    def rows_within(self, length: int) -> Iterator[Named]:
        """The rows that begin in so many of the next bytes."""
        end = self.feed.position + length
        while self.feed.position < end:
            line = self.feed.line
            try:
                values = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Named(line, {}, self._broken(str(error)))
                continue
            row = self.feed.row()
            if row.count(b"\n") > 1 and row.count(b'"') % 2 and self.feed.at_end():
                yield Named(line, {}, self._broken(_UNCLOSED))
                continue
            self.feed.begin_row()
            if values:
                yield self._named(line, values)

    def _broken(self, why: str) -> str:
        """Go on in the line after the one that the row begins in: what follows it must not be lost."""
        if self.feed.row().count(b"\n") > 1:
            why = _UNCLOSED
        self.feed.back(1)
        self._reader = csv.reader(self.feed, delimiter=self.delimiter)
        return f"not a valid row ({why})"

    def _named(self, line: int, values: list[str]) -> Named:
        named = dict(zip(self.headings, values, strict=False))
        extra = values[len(self.headings) :]
        if any(extra):  # most likely a delimiter in a text: what follows it must not be lost
            many = f"{len(values)} fields for {len(self.headings)} headings; put the text in quotes"
            return Named(line, named, many)
        return Named(line, named)


def _checked(delimiter: str) -> str:
    found = delimiter.replace("\\t", "\t")
    if len(found) != 1 or found in '"\r\n':
        raise BadInput(f"no delimiter {delimiter!r}", mend="give one character, or \\t for a tab")
    return found


def _row(named: Named, fields: Fields) -> Row:
    row = row_from(named.values, fields, named.line)
    if named.error:
        return Row(id=row.id, error=named.error, line=named.line)
    if row.error and row.error.endswith("not valid Unicode"):
        return row._replace(error=NOT_UTF8)
    return row

"""CSV and its kin: a heading line, then a row for each comment; commas, semicolons or tabs between fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from classifier.audit.dumps.lines import NOT_UTF8
from classifier.audit.dumps.record import LONGEST_LINE, Fields, Record, from_fields

_DELIMITERS = ",;\t"


def read(stream: BinaryIO, fields: Fields) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_LINE)
    # Bytes that are not UTF-8 come through as lone surrogates and spoil their own row only.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    heading = text.readline(LONGEST_LINE)
    delimiter = max(_DELIMITERS, key=heading.count)
    names = next(csv.reader([heading], delimiter=delimiter), [])
    rows = csv.reader(text, delimiter=delimiter)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(number, error=f"not a valid row ({error})")
        else:
            if not row:
                continue
            yield _parse(names, row, number, fields)
        number += 1


def _parse(names: list[str], row: list[str], number: int, fields: Fields) -> Record:
    named = dict(zip(names, row, strict=False))
    record = from_fields(named, number, fields)
    if any(row[len(names) :]):  # most likely a delimiter in a text: what follows it must not be lost
        return Record(record.id, error=f"{len(row)} fields for {len(names)} headings; put the text in quotes")
    if record.error is not None and fields.text in named:
        return Record(record.id, error=NOT_UTF8)
    return record

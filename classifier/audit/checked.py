"""A filled-in sample.csv, read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from classifier.audit.cells import safe_cells
from classifier.audit.places import Place
from classifier.audit.sample import PLACE_COLUMNS, sampled
from classifier.audit.tally import Tally
from classifier.errors import BadInput
from classifier.labels import NAMES

_YES = frozenset({"1", "1.0", "1,0", "yes", "y", "true", "x"})
_NO = frozenset({"0", "0.0", "0,0", "no", "n", "false"})

#: A row of a dump: its part's number in the plan, and its number within the part.
Key = tuple[int, int]


@dataclass(frozen=True)
class Checked:
    """What a person said of the sampled rows: 1 or 0 for each label whose cell was filled in."""

    labels: Mapping[Key, Mapping[str, int]]


def read_checked(path: Path, tally: Tally, places: Sequence[Place]) -> Checked:
    """Read a filled-in sample.csv of this very audit. An empty cell is not checked.

    Raises BadInput in one line, with the row, for a cell that says neither yes nor no, and for a row that is
    not in this audit's sample or there twice.
    """
    known = _known(tally, places)
    labels: dict[Key, dict[str, int]] = {}
    for line, cells in _rows(path):
        where = f"{path}:{line}"
        row = known.get((_source(cells["source"]), _number(cells["row"], where)))
        if row is None:
            raise BadInput(
                f"no row {cells['row']} of {cells['source']} in this audit's sample",
                where=where,
                mend="fill in the sample.csv of the same dump, model and thresholds",
            )
        key = row["part"], row["row"]
        if key in labels:
            raise BadInput(f"row {cells['row']} of {cells['source']} is there twice", where=where)
        told = {name: _label(cells[name], name, where) for name in NAMES if name in cells}
        labels[key] = {name: label for name, label in told.items() if label is not None}
    if not any(labels.values()):
        raise BadInput("no label is filled in", where=str(path), mend="put 1 or 0 in the labels' columns")
    return Checked(labels)


def _known(tally: Tally, places: Sequence[Place]) -> dict[tuple[str, int], dict[str, Any]]:
    """The sampled rows by the cells that name them."""
    rows = sampled(tally)
    sources = safe_cells(pa.array([place.source for place in places], pa.string())).to_pylist()
    return {(_source(sources[row["part"]]), places[row["part"]].row(row["row"])): row for row in rows}


def _source(cell: str) -> str:
    """A file's name as it is compared: spreadsheets may trim a cell, and drop the apostrophe before it."""
    return cell.strip().removeprefix("'").strip()


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line that it ends on, whatever a spreadsheet made of the file when saving it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise BadInput("is not UTF-8", where=str(path), mend="save it as CSV in UTF-8") from error
    head = text.split("\n", 1)[0].strip()
    delimiter = next((mark for mark in (",", ";", "\t") if mark in head), ",")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    lacking = [name for name in PLACE_COLUMNS if name not in (rows.fieldnames or ())]
    if lacking:
        raise BadInput(
            f"has no column {lacking[0]!r}", where=str(path), mend="keep the columns of sample.csv"
        )
    try:
        for row in rows:
            yield rows.line_num, {name: (cell or "").strip() for name, cell in row.items() if name}
    except csv.Error as error:
        raise BadInput(f"is no CSV ({error})", where=f"{path}:{rows.line_num}") from error


def _number(cell: str, where: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise BadInput(f"{cell!r} is no row number", where=where, mend="keep the column `row`") from None


def _label(cell: str, name: str, where: str) -> int | None:
    if not cell:
        return None
    if cell.lower() in _YES:
        return 1
    if cell.lower() in _NO:
        return 0
    raise BadInput(f"{name} is {cell!r}", where=where, mend="write 1 for yes, 0 for no, or nothing")

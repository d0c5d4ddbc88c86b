"""Read a corpus for checking: every row with its line, and a finding for every row that is none."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TextIO

from classifier.errors import BadInput
from classifier.labels import NAMES

FORMATS = (".jsonl", ".csv")
LONGEST_FIELD = 16 * 2**20  # characters; a field beyond it is a broken quotation, not a comment


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right, on one line; `line` is None where it concerns the whole file."""

    file: str
    line: int | None
    what: str
    mend: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}; {self.mend}"


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """A row as it stands in the file, with the line it begins on. Labels of CSV become 1, 0 or None."""

    line: int
    values: dict[str, Any]

    @property
    def text(self) -> str:
        text = self.values.get("text")
        return text if isinstance(text, str) else ""


def corpus_files(path: Path) -> list[Path]:
    """The file itself, or the corpora in a folder by name."""
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.iterdir() if _format(each) in FORMATS)


def read_rows(path: Path) -> Iterator[CorpusRow | Finding]:
    """The rows of a .jsonl or .csv file, either with .gz. Raises BadInput where the file can't be read.

    Bytes that are not UTF-8 become lone surrogates, which the check of each row then names.
    """
    kind = _format(path)
    if kind not in FORMATS:
        raise BadInput(
            "not a corpus by its name", where=str(path), mend="use .jsonl or .csv, or either with .gz"
        )
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8", errors="surrogateescape", newline="") as file:
            yield from _read_jsonl(path, file) if kind == ".jsonl" else _read_csv(path, file)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(
            f"can't be read ({error})", where=str(path), mend="check the path and the file"
        ) from None


def _format(path: Path) -> str:
    return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _read_jsonl(path: Path, file: TextIO) -> Iterator[CorpusRow | Finding]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            yield Finding(str(path), number, f"not valid JSON ({error})", "write one JSON object on the line")
            continue
        if isinstance(values, dict):
            yield CorpusRow(number, values)
        else:
            yield Finding(str(path), number, "not a JSON object", "write {...} with the row's columns")


def _read_csv(path: Path, file: TextIO) -> Iterator[CorpusRow | Finding]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.DictReader(file)
    if "text" not in (reader.fieldnames or ()):
        raise BadInput("no column named text", where=str(path), mend="name the columns in the first line")
    line = reader.line_num + 1
    try:
        for row in reader:
            if None in row or None in row.values():
                what = f"not {len(reader.fieldnames or ())} columns"
                yield Finding(str(path), line, what, "quote commas and line ends within a field")
            else:
                yield CorpusRow(line, {name: _value(name, field) for name, field in row.items()})
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"not valid CSV ({error})", where=f"{path}:{line}", mend="correct the line") from None


def _value(name: str, field: str) -> Any:
    """A field of CSV as JSON would have it, so that both formats are checked alike."""
    if name in NAMES:
        return {"1": 1, "1.0": 1, "0": 0, "0.0": 0, "": None}.get(field, field)
    if name == "spans":
        try:
            return json.loads(field or "[]")
        except ValueError:
            return field
    return field

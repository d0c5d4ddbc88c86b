"""Labelled comments from files: CSV, plain or gzipped, and JSON Lines. docs/corpora.md lists the columns."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.topics import load_topics

Labels = npt.NDArray[np.float32]

#: Quality and licence of rows that state none: the project's own.
OWN_QUALITY, OWN_LICENCE = "gold", "P"


#: A field of a CSV file may be this long, in characters.
LONGEST_FIELD = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled comment. A label is 1.0, 0.0 or NaN, which means that nobody has told."""

    id: str
    source: str
    group: str
    quality: str
    licence: str
    split: str
    text: str
    topic: str | None
    labels: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled comments in order, and the checksums of the files they came from."""

    rows: tuple[Row, ...]
    files: Mapping[str, str]

    @property
    def texts(self) -> list[str]:
        return [row.text for row in self.rows]

    @property
    def topics(self) -> list[str | None]:
        return [row.topic for row in self.rows]

    @property
    def labels(self) -> Labels:
        """Shape (rows, labels), NaN where unknown."""
        return np.array([row.labels for row in self.rows], dtype=np.float32).reshape(-1, len(NAMES))

    def select(self, keep: Iterable[bool]) -> Corpus:
        """The rows for which `keep` is true."""
        chosen = tuple(row for row, kept in zip(self.rows, keep, strict=True) if kept)
        return Corpus(chosen, self.files)


def read_corpora(paths: Sequence[Path]) -> Corpus:
    """Read corpus files one after the other. Raises BadInput naming file, row and mend."""
    rows: list[Row] = []
    files: dict[str, str] = {}
    for path in paths:
        topics = _topic_texts(path)
        rows.extend(_to_row(record, number, path, topics) for number, record in _records(path))
        files[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return Corpus(tuple(rows), files)


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each row of a file with its number: the line for JSON Lines, the row after the heading for CSV."""
    try:
        if path.suffix == ".jsonl":
            yield from _json_lines(path)
        else:
            csv.field_size_limit(LONGEST_FIELD)
            opener = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rt", encoding="utf-8", newline="") as file:
                yield from enumerate(csv.DictReader(file), start=1)
    except (OSError, UnicodeDecodeError, csv.Error, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            f"cannot be read as a corpus: {reason}",
            where=str(path),
            mend="name a UTF-8 CSV or JSON Lines file",
        ) from error


def _json_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadInput(
                "is not JSON", where=f"{path}, row {number}", mend="mend or remove the line"
            ) from error
        if not isinstance(record, dict):
            raise BadInput(
                "is not a JSON object", where=f"{path}, row {number}", mend="mend or remove the line"
            )
        yield number, record


def _to_row(record: Mapping[str, Any], number: int, path: Path, topics: Mapping[str, str]) -> Row:
    where = f"{path}, row {number}"
    text = record.get("text")
    if not isinstance(text, str):
        raise BadInput("has no text", where=where, mend="give it a `text`")
    topic = record.get("context") or record.get("topic") or None
    source = str(record.get("source") or path.name.partition(".")[0])
    return Row(
        id=str(record.get("id") or number),
        source=source,
        group=f"{source}:{record.get('group') or record.get('voice') or number}",
        quality=str(record.get("quality") or OWN_QUALITY),
        licence=str(record.get("lic") or OWN_LICENCE),
        split=str(record.get("split") or "train"),
        text=text,
        topic=topics.get(str(topic), topic),
        labels=tuple(_label(record.get(name), name, where) for name in NAMES),
    )


def _label(value: Any, name: str, where: str) -> float:
    if value is None or value == "":
        return float("nan")
    if value in (0, 1, "0", "1", "0.0", "1.0"):
        return float(value)
    raise BadInput(f"{name} is {value!r}", where=where, mend="a label is 1, 0 or empty")


def _topic_texts(path: Path) -> dict[str, str]:
    """What the topic ids of our own comments stand for, from the files beside them."""
    if not path.with_name("topics.toml").is_file():
        return {}
    return {topic.id: topic.text for topic in load_topics(path.parent).values()}

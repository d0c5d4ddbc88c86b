"""Our labels of the readers' comments on saved pages: by hash and span, so that no text of a page is held."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.topics import SEEDS

#: Positions in code points, end exclusive: (start, end).
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CommentLabels:
    """The labels of one comment: 1, 0 or None for unknown; `spans` are the offending words within it."""

    text_sha256: str
    labels: dict[str, int | None]
    spans: tuple[Position, ...]


#: For the SHA-256 of a page, the labels of the comment at each position in it.
PageLabels = dict[str, dict[Position, CommentLabels]]


def load_labels(seeds: Path = SEEDS) -> PageLabels:
    """The rows of labels.csv. Raises BadInput where the file is missing or a row is malformed."""
    path = seeds / "labels.csv"
    pages: PageLabels = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                comment = CommentLabels(row["text_sha256"], _values(row), _spans(row["spans"]))
                pages.setdefault(row["page_sha256"], {})[int(row["start"]), int(row["end"])] = comment
    except FileNotFoundError:
        raise BadInput("no such file", where=str(path), mend="run from a clone of tactful") from None
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"malformed row ({error!r})", where=str(path), mend="see its first line") from None
    return pages


def _values(row: dict[str, str]) -> dict[str, int | None]:
    return {name: {"1": 1, "0": 0, "": None}[row[name]] for name in NAMES}


def _spans(field: str) -> tuple[Position, ...]:
    """`"4:24 46:52"` as positions."""
    pairs = (item.split(":") for item in field.split())
    return tuple((int(start), int(end)) for start, end in pairs)

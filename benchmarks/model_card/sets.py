"""Labelled comments to measure on, as their files label them: what is unknown stays unknown."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.model_card.arrays import Floats
from classifier.labels import NAMES
from classifier.training.corpus_rows import CorpusRow, read_rows
from classifier.training.topics import SEEDS, load_topics

Spans = tuple[tuple[int, int], ...]

#: What our own test split is called beside the others.
OWN = "seeds_test"


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Comments in order. `labels` has shape (rows, labels): 1, 0, or NaN where nobody has told.

    `spans` are the offending words that people marked, in code points, and `pairs` name the minimal pair
    that a comment belongs to; both only where the file has them.
    """

    name: str
    texts: tuple[str, ...]
    topics: tuple[str | None, ...]
    sources: tuple[str, ...]
    labels: Floats
    spans: tuple[Spans, ...] = ()
    pairs: tuple[str | None, ...] = ()

    def label(self, name: str) -> Floats:
        """Shape (rows,)."""
        return self.labels[:, NAMES.index(name)]


def read_set(path: Path, rows: int | None = None) -> EvaluationSet:
    """A corpus file, or about so many of its rows, evenly spread."""
    return _set(path.name.partition(".")[0], thinned(_values(path), rows))


def read_own(
    split: str = "test", rows: int | None = None, file: Path = SEEDS / "comments.jsonl"
) -> EvaluationSet:
    """Our own comments of one split, under their topics."""
    topics = {topic.id: topic.text for topic in load_topics(file.parent).values()}
    chosen = [values for values in _values(file) if values.get("split") == split]
    return _set(OWN, thinned(chosen, rows), topics)


def read_spans(path: Path, rows: int | None = None) -> EvaluationSet:
    """Toxic comments whose offending words people marked: gzipped JSON Lines of `text` and `spans`."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        values = [json.loads(line) for line in file]
    return _set(path.name.partition(".")[0], thinned(values, rows))


def thinned(values: Sequence[Any], rows: int | None) -> Sequence[Any]:
    """About `rows` of these, evenly spread; all of them for None."""
    return values if rows is None else values[:: max(1, len(values) // rows)]


def _values(path: Path) -> list[Mapping[str, Any]]:
    return [row.values for row in read_rows(path) if isinstance(row, CorpusRow)]


def _set(
    name: str, rows: Sequence[Mapping[str, Any]], topics: Mapping[str, str] | None = None
) -> EvaluationSet:
    def topic(row: Mapping[str, Any]) -> str | None:
        told = row.get("context") or row.get("topic") or None
        return (topics or {}).get(str(told), told)

    labels = [[_number(row.get(label)) for label in NAMES] for row in rows]
    return EvaluationSet(
        name=name,
        texts=tuple(row["text"] for row in rows),
        topics=tuple(topic(row) for row in rows),
        sources=tuple(str(row.get("source") or name) for row in rows),
        labels=np.array(labels, dtype=np.float64).reshape(-1, len(NAMES)),
        spans=tuple(tuple((start, end) for start, end in row.get("spans") or ()) for row in rows),
        pairs=tuple(row.get("pair") for row in rows),
    )


def _number(label: Any) -> float:
    return float("nan") if label is None else float(label)

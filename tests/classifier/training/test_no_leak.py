"""Nothing is learnt from that is measured on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.model_card.leaks import overlaps
from benchmarks.model_card.learnt import learnt_rows
from classifier.training.corpus_rows import CorpusRow, corpus_files, read_rows


@pytest.fixture(scope="module")
def measured(evaluation_sets: Path) -> dict[str, list[str]]:
    """The texts of every evaluation set by its name."""
    found = {
        path.name: [row.text for row in read_rows(path) if isinstance(row, CorpusRow)]
        for path in corpus_files(evaluation_sets)
    }
    for path in evaluation_sets.glob("*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            found[path.name] = [json.loads(line)["text"] for line in file]
    return found


def test_no_row_to_learn_from_is_in_an_evaluation_set(
    evaluation_sets: Path, measured: dict[str, list[str]]
) -> None:
    learnt = learnt_rows(evaluation_sets.parent)
    if learnt is None:
        pytest.skip("train.csv.gz is missing")
    assert overlaps(((row.source, row.text) for row in learnt.rows), measured) == {}

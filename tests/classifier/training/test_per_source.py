"""AUC is told source by source, and what can't be told is counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made_model
import pytest

import classifier
from classifier.labels import NAMES
from classifier.training.corpora import Corpus, Row
from classifier.training.per_source import per_source_auc

OFF = tuple(float(name == "off_topic") for name in NAMES)
ON = tuple([0.0] * len(NAMES))
ROW = Row("1", "news", "news:1", "gold", "P", "test", "export controls again", "Export controls", ON)


def test_each_source_of_both_kinds_has_a_figure(tmp_path: Path) -> None:
    model = classifier.load(made_model.write(tmp_path / "made.tactful"))
    off = replace(ROW, text="my cat seems ill", labels=OFF)
    rows = [ROW, off] * 10 + [replace(ROW, text="ok")] * 5 + [replace(ROW, source="chat")]
    found = per_source_auc(model, Corpus(tuple(rows), {}))
    assert list(found) == ["news"]
    assert (found["news"].n, found["news"].untold) == (25, 5)
    assert found["news"].auc.value == found["news"].auc.interval[0] == pytest.approx(1)
    assert found["news"].auc_of_all <= 1

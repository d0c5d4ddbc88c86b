"""What is measured is right by hand, and undefined where it can't be told."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from classifier.training.metrics import Measured, measure

SCORES = np.array([0.9, 0.8, 0.7, 0.4, 0.2, 0.1])
TARGET = np.array([1, 1, 0, 1, 0, 0], dtype=np.int64)


@pytest.fixture(scope="module")
def found() -> Measured:
    return measure(SCORES, TARGET, threshold=0.7)


def test_figures_are_those_of_the_counts(found: Measured) -> None:
    assert (found.n, found.positives) == (6, 3)
    assert found.precision.value == pytest.approx(2 / 3)
    assert found.recall.value == pytest.approx(2 / 3)
    assert found.f1.value == pytest.approx(2 / 3)
    assert found.false_positive_rate.value == pytest.approx(1 / 3)
    assert found.auc.value == pytest.approx(8 / 9)
    assert found.average_precision.value == pytest.approx((1 + 1 + 3 / 4) / 3)


def test_every_figure_lies_in_its_interval(found: Measured) -> None:
    told = found.to_json()
    for name in ("auc", "average_precision", "f1", "precision", "recall", "false_positive_rate"):
        figure = told[name]
        assert 0 <= figure["low"] <= figure["value"] <= figure["high"] <= 1


def test_what_cannot_be_told_is_null_in_json() -> None:
    innocent = measure(SCORES, np.zeros(6, dtype=np.int64), threshold=0.95)
    assert math.isnan(innocent.auc.value)
    told = json.loads(json.dumps(innocent.to_json(), allow_nan=False))
    assert told["auc"] == {"value": None, "low": None, "high": None}
    assert told["recall"]["value"] is None
    assert told["precision"]["value"] is None
    assert told["false_positive_rate"]["value"] == 0

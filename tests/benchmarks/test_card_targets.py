"""Targets are met or missed by the figures that they speak of, and all of them speak of some."""

from __future__ import annotations

import json
import math
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from benchmarks.model_card.estimates import Estimate
from benchmarks.model_card.targets import Target, beside, measured, read_targets

CARD = Path(__file__).parents[2] / "docs" / "model-card.json"


def figure(value: float) -> Estimate:
    return Estimate(value, value, value, 1)


@pytest.mark.parametrize(
    ("kind", "bound", "value", "met"),
    [
        ("at_least", 0.83, 0.83, True),
        ("above", 0.83, 0.83, False),
        ("at_most", 2, 2, True),
        ("below", 0.2, 0.2, False),
        ("at_most", 2, math.nan, False),
    ],
)
def test_a_bound_holds_or_not(kind: str, bound: float, value: float, met: bool) -> None:
    assert Target("x", kind, bound, "").met(value) is met


def test_the_verdict_stands_beside_the_figure() -> None:
    targets = [Target("auc.*", "at_least", 0.83, "")]
    assert beside(targets, "auc.mean", figure(0.9)) == "≥ 0.83: met"
    assert beside(targets, "auc.mean", figure(0.8)) == "≥ 0.83: **missed**"
    assert beside(targets, "other", figure(0.8)) == ""


def test_a_pattern_speaks_of_all_its_measured_figures_the_worst_first() -> None:
    nothing = Estimate(math.nan, 0, 1, 0)
    figures = {"a.x": figure(0.9), "a.y": figure(0.1), "a.z": nothing, "b": figure(0.0)}
    assert measured(Target("a.*", "at_least", 0.5, ""), figures) == [0.1, 0.9]
    assert measured(Target("a.*", "at_most", 0.5, ""), figures) == [0.9, 0.1]


def test_every_target_speaks_of_a_figure_of_the_card() -> None:
    figures = json.loads(CARD.read_text("utf-8"))["figures"]
    idle = [
        target.figure
        for target in read_targets()
        if not any(fnmatchcase(name, target.figure) for name in figures)
    ]
    assert idle == []

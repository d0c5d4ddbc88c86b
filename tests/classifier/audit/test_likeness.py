"""How like a dump is to the labelled sets, and that the figures in the package are of its model."""

from __future__ import annotations

import numpy as np
import pytest

import classifier
from classifier.audit.evaluation import EvaluatedSet, Evaluation, evaluation_of
from classifier.audit.likeness import LIKE, likenesses
from classifier.audit.tally.spread import BINS, Spread
from classifier.labels import NAMES

UNCIVIL = NAMES.index("incivility")


def dump_like(of: EvaluatedSet, rows: int, uncivil: float) -> Spread:
    """A dump drawn from a labelled set, with another share of uncivil comments."""
    random = np.random.default_rng(0)
    counts = of.labels["incivility"]
    mix = uncivil * counts.such / counts.such.sum() + (1 - uncivil) * counts.others / counts.others.sum()
    scores = np.zeros((len(NAMES), BINS), np.int64)
    scores[UNCIVIL] = random.multinomial(rows, mix)
    return Spread(scores, random.multinomial(rows, of.lengths / of.lengths.sum()))


def a_set(evaluated: Evaluation, name: str) -> EvaluatedSet:
    return next(of for of in evaluated.sets if of.name == name)


@pytest.mark.parametrize("rows", [1_000, 1_000_000])
@pytest.mark.parametrize("uncivil", [0.01, 0.5])
@pytest.mark.parametrize("name", ["jigsaw_eval", "c3_test", "conda_test"])
def test_a_dump_drawn_from_a_set_is_like_it(
    evaluated: Evaluation, name: str, uncivil: float, rows: int
) -> None:
    nearest = likenesses(dump_like(a_set(evaluated, name), rows, uncivil), evaluated.sets)[0]
    assert nearest.name == name
    assert nearest.distance < LIKE / 2


def test_communities_are_unlike_each_other(evaluated: Evaluation) -> None:
    near = likenesses(dump_like(a_set(evaluated, "conda_test"), 100_000, 0.1), evaluated.sets)
    assert [likeness.name for likeness in near if likeness.distance <= LIKE] == ["conda_test"]
    assert {"fp_chat", "swad"}.isdisjoint(likeness.name for likeness in near)  # of one kind only


def test_an_empty_dump_is_like_nothing(evaluated: Evaluation) -> None:
    nothing = Spread(np.zeros((len(NAMES), BINS), np.int64), np.zeros(12, np.int64))
    assert all(likeness.distance == 1.0 for likeness in likenesses(nothing, evaluated.sets))


def test_the_figures_are_of_the_model_that_ships() -> None:
    assert evaluation_of(classifier.load().digest) is not None, "run `make evaluate`"


def test_another_model_has_no_figures(made: classifier.Model) -> None:
    assert evaluation_of(made.digest) is None

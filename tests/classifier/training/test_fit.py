"""A fitted label is calibrated on groups it has not seen, and as linear after as before."""

from __future__ import annotations

import numpy as np
import pytest

from classifier.errors import BadInput
from classifier.training.fit import Examples, fit_head
from classifier.training.recipe import Fit

RANDOM = np.random.default_rng(4)
ROWS = 3000


def examples(signal: float = 1.5) -> Examples:
    target = (RANDOM.random(ROWS) < 0.3).astype(np.int64)
    features = RANDOM.normal(size=(ROWS, 6))
    features[:, 0] += signal * target
    everywhere = np.ones(ROWS, dtype=bool)
    return Examples(features, target, np.ones(ROWS), np.arange(ROWS) // 10, everywhere, ~everywhere)


def test_held_out_probabilities_are_calibrated() -> None:
    known = examples()
    held_out = fit_head("insult", known, Fit()).held_out
    for low, high in ((0, 0.2), (0.2, 0.5), (0.5, 1.0)):
        inside = (held_out >= low) & (held_out < high)
        assert np.mean(known.target[inside]) == pytest.approx(np.mean(held_out[inside]), abs=0.05)


def test_calibration_is_folded_into_the_weights() -> None:
    known = examples()
    head = fit_head("insult", known, Fit())
    probabilities = 1 / (1 + np.exp(-(known.features @ head.weights + head.bias)))
    assert np.mean(probabilities) == pytest.approx(np.mean(known.target), abs=0.03)
    assert np.argmax(head.weights) == 0


def test_rows_of_one_class_are_refused() -> None:
    known = examples()
    known.target[:] = 1
    with pytest.raises(BadInput, match="insult: every row has the same label; add rows of the other kind"):
        fit_head("insult", known, Fit())

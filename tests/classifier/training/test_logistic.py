"""Logistic regression with probabilities for targets: the minimum that scikit-learn finds for classes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from classifier.training.logistic import fit_logistic

RANDOM = np.random.default_rng(3)
FEATURES = sparse.random(300, 40, density=0.2, format="csr", dtype=np.float32, random_state=3)
TARGET = (FEATURES @ RANDOM.normal(size=40) + RANDOM.normal(size=300) > 0).astype(np.int64)
WEIGHT = RANDOM.uniform(0.2, 2.0, size=300)


def test_for_classes_it_finds_what_scikit_learn_finds() -> None:
    weights, bias = fit_logistic(FEATURES, TARGET.astype(float), WEIGHT, 2.0, 200)
    known = LogisticRegression(C=2.0, tol=1e-8, max_iter=1000).fit(FEATURES, TARGET, WEIGHT)
    assert weights == pytest.approx(known.coef_[0], abs=0.02)
    assert bias == pytest.approx(known.intercept_[0], abs=0.02)


def test_a_probability_is_two_rows_of_either_class() -> None:
    share = RANDOM.uniform(size=300)
    weights, bias = fit_logistic(FEATURES, share, WEIGHT, 2.0, 200)
    twice = sparse.vstack([FEATURES, FEATURES], format="csr")
    classes = np.repeat([1.0, 0.0], 300)
    stated, stated_bias = fit_logistic(
        twice, classes, np.concatenate([WEIGHT * share, WEIGHT * (1 - share)]), 2.0, 200
    )
    assert weights == pytest.approx(stated, abs=0.02)
    assert bias == pytest.approx(stated_bias, abs=0.02)


def test_the_same_rows_give_the_same_bytes() -> None:
    first = fit_logistic(FEATURES, TARGET.astype(float), WEIGHT, 2.0, 20)
    second = fit_logistic(FEATURES, TARGET.astype(float), WEIGHT, 2.0, 20)
    assert first[0].tobytes() == second[0].tobytes()

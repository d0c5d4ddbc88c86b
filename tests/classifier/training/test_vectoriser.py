"""The n-grams as a scikit-learn transformer: the very features that the model sums at run time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from classifier.linear import Linear
from classifier.ngrams import NgramSettings
from classifier.text.clean import clean
from classifier.training.vectoriser import NgramVectoriser

SETTINGS = NgramSettings(bits=12)
RANDOM = np.random.default_rng(11)
WEIGHTS = RANDOM.normal(size=(1 << 12, 7)).astype(np.float32)
BIAS = RANDOM.normal(size=7)
LINEAR = Linear(WEIGHTS, BIAS, SETTINGS)
VECTORISER = NgramVectoriser(SETTINGS)


@settings(max_examples=50)
@given(st.lists(st.text(st.characters(), max_size=80), min_size=1, max_size=5))
def test_features_times_weights_are_the_logits_of_any_texts(texts: list[str]) -> None:
    expected = LINEAR.logits([clean(text) for text in texts])
    assert VECTORISER.transform(texts) @ WEIGHTS + BIAS == pytest.approx(expected, abs=1e-4)


def test_features_times_weights_are_the_logits_of_comments(comments: list[str]) -> None:
    expected = LINEAR.logits([clean(text) for text in comments])
    assert VECTORISER.transform(comments) @ WEIGHTS + BIAS == pytest.approx(expected, abs=1e-4)


def test_a_rows_values_are_counts_over_the_root_of_their_sum(comments: list[str]) -> None:
    matrix = VECTORISER.transform([*comments, ""])
    features = np.square(matrix.sum(axis=1)).A1  # their number times 1 / root, squared
    assert features[:-1] == pytest.approx(np.round(features[:-1]), rel=1e-4)
    assert (features[:-1] >= 1).all()
    assert matrix[-1].nnz == 0
    assert matrix.shape == (len(comments) + 1, 1 << 12)
    assert matrix.dtype == np.float32


def test_no_texts_give_no_rows() -> None:
    assert VECTORISER.transform([]).shape == (0, 1 << 12)


def test_it_is_cloned_and_works_in_a_pipeline() -> None:
    copy = clone(VECTORISER)
    assert copy is not VECTORISER
    assert copy.get_params() == VECTORISER.get_params()
    texts = ["you idiot", "what an idiot", "good morning", "thank you all", "idiot!", "see you tomorrow"]
    pipeline = make_pipeline(NgramVectoriser(SETTINGS), LogisticRegression(C=100))
    pipeline.fit(texts, [1, 1, 0, 0, 1, 0])
    assert clone(pipeline).fit(texts, [1, 1, 0, 0, 1, 0]).predict(["idiot", "morning"]).tolist() == [1, 0]

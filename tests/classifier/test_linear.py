"""The linear scores: one sum, whether a text is scored in a batch, alone, or token by token."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import token_weights
from classifier.linear import Linear
from classifier.ngrams import NgramSettings

SETTINGS = NgramSettings(bits=12)
RANDOM = np.random.default_rng(7)
#: Every bucket weighs something, so that nothing can be lost unnoticed.
LINEAR = Linear(RANDOM.normal(size=(1 << 12, 3)).astype(np.float32), RANDOM.normal(size=3), SETTINGS)
ANY_TEXT = st.text(st.characters(), max_size=200)


@given(ANY_TEXT)
def test_bias_and_contributions_add_up_to_the_logit(text: str) -> None:
    biases, added = LINEAR.contributions(text, [2, 0, 1])
    assert added.shape == (3, len(text))
    assert biases + added.sum(axis=1) == pytest.approx(LINEAR.logits([text])[0, [2, 0, 1]], abs=1e-6)


@settings(max_examples=30)
@given(st.lists(ANY_TEXT, max_size=8))
def test_a_batch_scores_as_its_texts_do_one_by_one(texts: list[str]) -> None:
    alone = [LINEAR.logits([text])[0] for text in texts]
    assert np.array_equal(LINEAR.logits(texts), np.array(alone).reshape(-1, 3))


def test_texts_score_the_same_across_the_bounds_of_internal_batches() -> None:
    texts = [f"comment number {number} " * (number % 40) for number in range(300)]
    whole = LINEAR.logits(texts)
    assert np.array_equal(whole, np.concatenate([LINEAR.logits([text]) for text in texts]))


def test_a_text_without_ngrams_scores_the_bias() -> None:
    biases, added = LINEAR.contributions("", [1])
    assert added.shape == (1, 0)
    assert LINEAR.logits(["", "x", ""])[::2, 1].tolist() == [biases[0], biases[0]]


def test_no_texts_give_no_rows() -> None:
    assert LINEAR.logits([]).shape == (0, 3)


def test_a_pair_is_shared_evenly_and_stands_where_its_tokens_begin() -> None:
    weights = np.ones((1 << 12, 1), dtype=np.float32)
    even = Linear(weights, np.zeros(1), NgramSettings(bits=12, char_sizes=(), pairs=("next",)))
    scale = 5**-0.5  # three words and two pairs of neighbours
    assert even.contributions("no no no", [0])[1][0] == pytest.approx(
        [1.5 * scale, 0, 0, 2 * scale, 0, 0, 1.5 * scale, 0]
    )


def test_what_is_remembered_has_a_bound_and_forgetting_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"word{number} and another{number}" for number in range(50)]
    expected = LINEAR.logits(texts)
    monkeypatch.setattr(token_weights, "MOST_REMEMBERED", 20)
    forgetful = Linear(LINEAR.weights, LINEAR.bias, SETTINGS)
    assert np.array_equal(np.concatenate([forgetful.logits([text]) for text in texts]), expected)
    assert len(forgetful._words._tokens._rows) <= 20


def test_long_tokens_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_weights, "MOST_CHARACTERS", 1000)
    forgetful = Linear(LINEAR.weights, LINEAR.bias, SETTINGS)
    for number in range(20):
        text = f"{number}" + "x" * 600
        assert np.array_equal(forgetful.logits([text]), LINEAR.logits([text]))
        assert sum(map(len, forgetful._words._tokens._rows)) <= 1000


def test_several_threads_get_the_same_scores() -> None:
    fresh = Linear(LINEAR.weights, LINEAR.bias, SETTINGS)
    texts = [f"each thread{number % 7} brings its own word{number}" for number in range(400)]
    with ThreadPoolExecutor(4) as pool:
        scored = list(pool.map(lambda text: fresh.logits([text])[0], texts))
    assert np.array_equal(np.array(scored), LINEAR.logits(texts))


def test_a_hundred_thousand_characters_are_no_trouble() -> None:
    text = "lorem ipsum dolor sit amet " * 3_700
    biases, added = LINEAR.contributions(text, [2])
    assert biases[0] + added[0].sum() == pytest.approx(LINEAR.logits([text])[0, 2], abs=1e-6)

"""Words are found whole or in pieces, and four bits a number keep their directions."""

from __future__ import annotations

import numpy as np

from classifier.relevance import pack

WORDS = ["sour", "dough", "sourdough", "bread", "ugh"]
VECTORS = np.random.default_rng(0).normal(size=(len(WORDS), 32)).astype(np.float32)
PACKED = pack(WORDS, VECTORS)


def test_a_known_word_has_one_row_and_an_unknown_one_its_longest_pieces() -> None:
    (whole,) = PACKED.rows("sourdough")
    assert PACKED.rows("sourbread") == (*PACKED.rows("sour"), *PACKED.rows("bread"))
    assert PACKED.rows("xsourx") == PACKED.rows("sour")
    assert whole not in PACKED.rows("sourdoughs"[1:])


def test_nothing_is_known_of_strange_or_endless_words() -> None:
    assert PACKED.rows("zz") == PACKED.rows("qqqq") == PACKED.rows("") == ()
    assert PACKED.rows("bread" * 100) == ()


def test_vectors_come_back_nearly_as_they_were() -> None:
    rows = np.array([PACKED.rows(word)[0] for word in WORDS])
    back = PACKED.take(rows)
    assert back.shape == VECTORS.shape
    cosines = (back * VECTORS).sum(axis=1) / np.linalg.norm(back, axis=1) / np.linalg.norm(VECTORS, axis=1)
    assert cosines.min() > 0.98
    assert np.allclose(np.linalg.norm(back, axis=1), np.linalg.norm(VECTORS, axis=1), rtol=0.1)


def test_keys_ascend_and_a_word_given_twice_counts_once() -> None:
    again = pack([*WORDS, "bread"], np.vstack([VECTORS, VECTORS[:1]]))
    assert len(again.keys) == len(WORDS)
    assert np.all(np.diff(again.keys.astype(np.int64)) > 0)
    assert again.size == 32


def test_a_word_of_no_length_stays_so() -> None:
    nothing = pack(["the"], np.zeros((1, 4), np.float32))
    assert np.isfinite(nothing.take(np.array([0]))).all()
    assert np.abs(nothing.take(np.array([0]))).max() < 1e-3

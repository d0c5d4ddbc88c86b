"""Three ways to make a sketch, one result."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packed_texts import pack

from classifier.sketches import plain
from classifier.sketches.folding import fold
from classifier.sketches.scheme import LEAST_BINS, NEAR_BINS, Bytes, Offsets, digest
from classifier.sketches.single import sketch_text
from classifier.sketches.sketch import similarity, sketch

ODD = [
    "",
    "a",
    "abcd",
    "abcde",
    "a" * 200,
    "ab" * 40_000,
    "no blank " + "https://example.org/" + "x" * 300,
    "漢字" * 30,
    "हिन्दी में लिखा हुआ एक लंबा वाक्य जिसमें कई शब्द हैं",
    "Это предложение написано кириллицей и довольно длинное",
    "👩\u200d👩\u200d👧 family, and then a longer text about the weather in the north",
    "\x00\x01 with controls, and enough letters to be near to something else",
    "lone \udc80 surrogate in a text that is long enough to have near-copies",
    "x" * 23 + " " + "y" * 24 + " " + "z" * 25 + "漢" * 30 + "w",
]
OFFER = "claim your free gift for the whole server today before the timer runs out"
LETTERS = st.text(st.sampled_from("abcdefgh ij.漢é\u0435\u200b1"), max_size=90)


def equal(one: Sequence[np.ndarray], other: Sequence[np.ndarray]) -> bool:
    return all(np.array_equal(left, right) for left, right in zip(one, other, strict=True))


def compiled(data: Bytes, offsets: Offsets) -> Sequence[np.ndarray]:
    module = pytest.importorskip("classifier.sketches.compiled", reason="numba is not installed")
    return module.sketch(data, offsets)


def same_singly(texts: Sequence[str]) -> None:
    many = plain.sketch(*pack(texts))
    for text, digest_of, size, keys, marks in zip(texts, *many, strict=True):
        one = sketch_text(text)
        assert one.text == digest_of
        assert bool(one.text) == (size >= LEAST_BINS)
        if size >= NEAR_BINS:
            assert one.keys == tuple(keys.tolist())
            assert one.marks.to_bytes(32) == marks.astype(">u8").tobytes()
        else:
            assert (one.keys, one.marks) == ((), 0)


def test_odd_texts() -> None:
    data, offsets = pack(ODD)
    assert equal(compiled(data, offsets), plain.sketch(data, offsets))
    same_singly(ODD)


def test_real_comments(comments: list[str]) -> None:
    data, offsets = pack(comments)
    assert equal(compiled(data, offsets), plain.sketch(data, offsets))
    same_singly(comments[:500])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60) | LETTERS, max_size=6))
def test_any_texts(texts: list[str]) -> None:
    data, offsets = pack(texts)
    assert equal(compiled(data, offsets), plain.sketch(data, offsets))
    same_singly(texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=80), max_size=6))
def test_bytes_that_are_no_text(pieces: list[bytes]) -> None:
    data = np.frombuffer(b"".join(pieces), dtype=np.uint8)
    offsets = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
    assert equal(compiled(data, offsets), plain.sketch(data, offsets))


def test_a_piece_of_a_buffer(comments: list[str]) -> None:
    data, offsets = pack(comments[:100])
    whole, part = sketch(data, offsets), sketch(data, offsets[40:61])
    assert equal(part, [values[40:60] for values in whole])


def test_the_compiled_code_is_of_these_numbers() -> None:
    module = pytest.importorskip("classifier.sketches.compiled", reason="numba is not installed")
    assert digest() == module.MADE_FOR, "set MADE_FOR in classifier/sketches/compiled.py to scheme.digest()"


def test_short_texts_are_left_out_and_longer_ones_only_compared_with_copies() -> None:
    texts = ["good morning all", "please look at my new site", "hahahahahahahahahahahahahahahahahaha", OFFER]
    found = plain.sketch(*pack(texts))
    assert (found.texts != 0).tolist() == [False, True, False, True]
    assert found.keys.any(axis=1).tolist() == [False, False, False, True]


def test_the_similarity_is_about_that_of_the_sets(comments: list[str]) -> None:
    """Over pairs of all degrees of likeness, the estimate is right on average and seldom far off."""
    long = [text for text in comments if 80 <= len(text) <= 400][:200]
    halves = [(text, text[: len(text) * (at % 7 + 3) // 10]) for at, text in enumerate(long)]
    sketches = plain.sketch(*pack([text for pair in halves for text in pair]))
    both = np.flatnonzero(sketches.keys[::2].any(axis=1) & sketches.keys[1::2].any(axis=1))
    estimates = similarity(sketches.marks[::2], sketches.marks[1::2])[both]
    true = np.array([jaccard(*halves[at]) for at in both])
    assert len(both) > 100
    assert abs(float(np.mean(estimates - true))) < 0.02
    assert float(np.std(estimates - true)) < 0.09


def jaccard(one: str, other: str) -> float:
    left, right = (set(shingles(text)) for text in (one, other))
    return len(left & right) / len(left | right)


def shingles(text: str) -> list[str]:
    folded = fold(text)
    return [folded[start : start + 5] for start in range(len(folded) - 4)]

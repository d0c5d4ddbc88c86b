"""Near-duplicates found by sketches must be those that comparing every pair would find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.neardup import fold, jaccard, near_duplicates, shingles, sketch

WORDS = [
    "harbour",
    "lantern",
    "seven",
    "ox",
    "quietly",
    "brought",
    "muddy",
    "rope",
    "north",
    "vinegar",
    "slow",
    "engine",
    "pear",
    "glass",
    "under",
    "we",
]


def grams(text: str) -> set[str]:
    """The definition of the shingles, on strings."""
    folded = fold(text)
    return {folded[start : start + 5] for start in range(max(1, len(folded) - 4))}


def thread(size: int, seed: int) -> list[str]:
    """Distinct comments, a third of which are earlier ones with a word changed."""
    chance = np.random.default_rng(seed)
    texts: list[str] = []
    for number in range(size):
        if number % 3 == 2:
            words = texts[chance.integers(len(texts))].split()
            words[chance.integers(len(words))] = str(chance.choice(WORDS))
        else:
            words = [str(word) for word in chance.choice(WORDS, size=chance.integers(8, 40))]
        texts.append(" ".join(words))
    return list(dict.fromkeys(texts))


@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.8, 0.9])
def test_the_pairs_are_those_of_comparing_all(threshold: float) -> None:
    texts = thread(400, seed=3)
    sets = [grams(text) for text in texts]
    every = {
        (i, j)
        for j in range(len(texts))
        for i in range(j)
        if len(sets[i] & sets[j]) >= threshold * len(sets[i] | sets[j])
    }
    found = {(pair.first, pair.second) for pair in near_duplicates(texts, threshold)}
    assert len(every) > 20
    assert found <= every
    assert len(found) >= 0.99 * len(every)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_similarity_is_the_share_of_common_shingles(one: str, other: str) -> None:
    left, right = (grams(text) if fold(text) else set() for text in (one, other))
    expected = len(left & right) / len(left | right) if left or right else 1.0
    assert jaccard(shingles(one), shingles(other)) == pytest.approx(expected)


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_texts_may_be_compared(texts: list[str]) -> None:
    pairs = near_duplicates(texts, 0.6)
    assert pairs == sorted(set(pairs))
    assert all(first < second and 0.6 <= similarity <= 1 for first, second, similarity in pairs)


def test_case_spacing_and_width_make_no_difference() -> None:
    assert near_duplicates(["Free  NITRO here\n", "ｆｒｅｅ nitro here"]) == [(0, 1, 1.0)]


def test_copies_are_paired_with_the_first_alone() -> None:
    assert near_duplicates(["same"] * 1000) == [(0, copy, 1.0) for copy in range(1, 1000)]


def test_only_pairs_with_our_own_texts_are_given_when_asked() -> None:
    texts = thread(300, seed=5) * 2
    every = near_duplicates(texts, 0.7)
    assert near_duplicates(texts, 0.7, own=40) == [pair for pair in every if pair.first < 40]


def test_a_flood_of_variants_stays_connected() -> None:
    offer = "claim your free gift for the whole server today before the timer runs out, friend number "
    texts = [f"{offer}{number}" for number in range(1000)]
    reached = {0}
    for first, second, _ in near_duplicates(texts):
        if first in reached:
            reached.add(second)
    assert len(reached) == len(texts)


def test_a_sketch_estimates_the_similarity() -> None:
    one = shingles(" ".join(thread(60, seed=1)))
    other = shingles(" ".join(thread(60, seed=1)[:40]))
    estimate = float(np.mean(sketch(one) == sketch(other)))
    assert estimate == pytest.approx(jaccard(one, other), abs=0.2)


def test_the_sketch_of_a_text_never_changes() -> None:
    # The fingerprints in seeds/pages.toml rest on these numbers.
    assert sketch(shingles("The quick brown fox"))[:3].tolist() == [668668280, 297443107, 232304579]

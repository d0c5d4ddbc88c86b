"""N-grams: which there are, where they stand, and that a text's buckets are its own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.ngrams import Ngrams, NgramSettings, extract, scale

SETTINGS = NgramSettings(bits=30)  # so many buckets that two n-grams of a test never share one
ANY_TEXT = st.text(st.characters(), max_size=40)


def occurrences(grams: Ngrams, owner: int) -> list[tuple[int, int, int]]:
    mine = grams.owners == owner
    return sorted(
        zip(grams.buckets[mine].tolist(), grams.starts[mine].tolist(), grams.ends[mine].tolist(), strict=True)
    )


def ranges(text: str, settings: NgramSettings) -> list[str]:
    grams = extract([text], settings)
    return sorted(text[start:end] for start, end in zip(grams.starts, grams.ends, strict=True))


def test_character_runs_of_every_size_are_taken_with_a_space_at_each_end() -> None:
    only = NgramSettings(bits=30, char_sizes=(3,), token_sizes=())
    assert ranges("abc", only) == sorted(["ab", "abc", "bc"])  # " ab", "abc", "bc "


def test_token_runs_are_words_and_single_marks() -> None:
    only = NgramSettings(bits=30, char_sizes=(), token_sizes=(1, 2))
    assert ranges("don't, {url}!", only) == sorted(
        ["don't", ",", "{url}", "!", "don't,", ", {url}", "{url}!"]
    )


@given(st.lists(ANY_TEXT, max_size=6), st.data())
def test_a_text_has_the_same_ngrams_wherever_it_stands_in_a_batch(
    texts: list[str], data: st.DataObject
) -> None:
    text = data.draw(ANY_TEXT)
    place = data.draw(st.integers(0, len(texts)))
    alone = occurrences(extract([text], SETTINGS), 0)
    assert occurrences(extract([*texts[:place], text, *texts[place:]], SETTINGS), place) == alone


@given(st.lists(ANY_TEXT, max_size=6))
def test_every_ngram_lies_on_its_own_text(texts: list[str]) -> None:
    grams = extract(texts, SETTINGS)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    assert np.all(grams.starts >= 0)
    assert np.all(grams.starts < grams.ends)
    assert np.all(grams.ends <= lengths[grams.owners])
    assert np.all(grams.buckets < 1 << SETTINGS.bits)


def test_equal_runs_share_a_bucket_and_different_ones_do_not() -> None:
    text = "the cat saw the cat"
    grams = extract([text], NgramSettings(bits=30, char_sizes=(4,), token_sizes=()))
    by_run: dict[str, set[int]] = {}
    padded = f" {text} "
    for bucket, start in zip(grams.buckets.tolist(), range(len(padded) - 3), strict=True):
        by_run.setdefault(padded[start : start + 4], set()).add(bucket)
    assert all(len(buckets) == 1 for buckets in by_run.values())
    assert len(set.union(*by_run.values())) == len(by_run)


def test_a_word_and_the_same_characters_as_a_run_are_two_features() -> None:
    characters = extract(["abc"], NgramSettings(bits=30, char_sizes=(5,), token_sizes=()))
    token = extract(["abc"], NgramSettings(bits=30, char_sizes=(), token_sizes=(1,)))
    assert set(characters.buckets.tolist()).isdisjoint(token.buckets.tolist())


@given(st.lists(ANY_TEXT, max_size=6))
def test_distinct_gives_each_texts_buckets_sorted_and_once(texts: list[str]) -> None:
    grams = extract(texts, SETTINGS)
    buckets, offsets = grams.distinct()
    assert len(offsets) == len(texts) + 1
    for owner in range(len(texts)):
        mine = buckets[offsets[owner] : offsets[owner + 1]].tolist()
        assert mine == sorted({bucket for bucket, _, _ in occurrences(grams, owner)})


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["a"], ["", "a", ""], ["ab"]])
def test_few_characters_or_none_are_no_trouble(texts: list[str]) -> None:
    grams = extract(texts, SETTINGS)
    assert set(grams.owners.tolist()) == {owner for owner, text in enumerate(texts) if text}


def test_ngrams_longer_than_the_text_are_left_out() -> None:
    assert not len(extract(["ab"], NgramSettings(bits=30, char_sizes=(9,), token_sizes=(4,))).buckets)


def test_a_text_vector_has_length_one() -> None:
    counts = np.array([0, 1, 4, 1000])
    assert np.allclose(counts * scale(counts) ** 2, [0, 1, 1, 1])

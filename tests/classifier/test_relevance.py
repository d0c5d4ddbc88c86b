"""Relevance compares stems, and tells nothing where there is nothing to compare."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.relevance import FEATURES, IDF_BITS, STEM_LENGTH, Relevance, bucket, stems

IDF = np.full(1 << IDF_BITS, 2.0, dtype=np.float16)
ONES = np.ones(len(FEATURES) + 1)
RELEVANCE = Relevance(IDF, ONES)
ANY_TEXT = st.text(st.characters(), max_size=80)


def features(text: str, topic: str) -> dict[str, float]:
    return dict(zip(FEATURES, RELEVANCE.features(text, topic), strict=True))


def test_stems_are_the_first_letters_of_words_and_know_their_place() -> None:
    found = stems("sanctions, on 7 chips_x")
    assert [stem.key for stem in found] == ["sanct", "on", "7", "chips", "x"]
    assert [(stem.start, stem.end) for stem in found] == [(0, 9), (11, 13), (14, 15), (16, 21), (22, 23)]
    assert STEM_LENGTH == 5


def test_a_text_is_wholly_like_itself() -> None:
    found = features("export controls on chips", "Export controls on chips")
    assert found["cosine"] == pytest.approx(1)
    assert found["shared_share"] == pytest.approx(1)
    assert found["gram_cosine"] == pytest.approx(1)


def test_texts_that_share_nothing_are_unlike() -> None:
    found = features("my cat is ill", "Export controls, chips")
    assert found["cosine"] == found["shared_share"] == found["rarest_shared"] == found["shared_stems"] == 0


def test_rare_shared_words_count_for_more() -> None:
    idf = IDF.copy()
    idf[bucket("chips")] = 6.0
    known = Relevance(idf, ONES)
    rare = dict(zip(FEATURES, known.features("chips and the", "chips or a"), strict=True))
    common = dict(zip(FEATURES, known.features("tea and the", "tea or a"), strict=True))
    assert rare["cosine"] > common["cosine"]
    assert rare["rarest_shared"] == 6.0
    assert common["rarest_shared"] == 2.0


@given(ANY_TEXT, ANY_TEXT)
def test_any_two_texts_compare_in_finite_numbers(text: str, topic: str) -> None:
    found = RELEVANCE.features(text, topic)
    assert len(found) == len(FEATURES)
    assert all(math.isfinite(number) for number in found)


@pytest.mark.parametrize(
    ("text", "topic"), [("chips", None), ("chips", ""), ("chips", " \n"), ("", "chips"), ("👍 !?", "chips")]
)
def test_nothing_is_told_without_a_topic_or_without_a_word(text: str, topic: str | None) -> None:
    assert np.isnan(RELEVANCE.logits([text], [topic])).all()


def test_a_logit_is_the_sum_of_the_weighted_features_and_the_intercept() -> None:
    expected = sum(RELEVANCE.features("chips for tea", "chips")) + 1
    assert RELEVANCE.logits(["chips for tea"], ["chips"])[0] == pytest.approx(expected)


def test_foreign_words_are_those_whose_stem_the_topic_lacks() -> None:
    found = RELEVANCE.foreign("exporting tea and chips", "Exports of chips")
    assert [stem.key for stem, _ in found] == ["tea", "and"]
    assert [rarity for _, rarity in found] == [2.0, 2.0]

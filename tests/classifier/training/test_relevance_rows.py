"""Rarity is counted over comments and topics, each once; families of sources weigh alike."""

from __future__ import annotations

import math
from dataclasses import replace

import made_model
import numpy as np
import pytest

from classifier.labels import NAMES
from classifier.relevance import FEATURES, IDF_BITS, bucket
from classifier.training.corpora import Corpus, Row
from classifier.training.recipe import Recipe, Weights
from classifier.training.relevance_rows import (
    QUANTILES,
    balanced,
    compared,
    family,
    features,
    inverse_document_frequency,
)
from classifier.training.word_file import Words

OFF = tuple(float(name == "off_topic") for name in NAMES)
ON = tuple([0.0] * len(NAMES))
UNKNOWN = tuple([math.nan] * len(NAMES))
ROW = Row("1", "comments", "comments:1", "gold", "P", "train", "chips chips tea", "Chips for all", ON)
WORDS = Words(made_model.made_words(), made_model.BACKGROUND, {})
IDF = np.full(1 << IDF_BITS, 2.0, dtype=np.float16)


def test_a_stem_counts_once_for_each_document_that_has_it() -> None:
    corpus = Corpus((ROW, replace(ROW, text="only tea"), replace(ROW, text="only tea")), {})
    idf = inverse_document_frequency(corpus)  # three documents: two comments and the topic
    assert idf.shape == (1 << IDF_BITS,)
    assert float(idf[bucket("chips")]) == pytest.approx(math.log(4 / 3), abs=1e-3)
    assert float(idf[bucket("tea")]) == pytest.approx(math.log(4 / 3), abs=1e-3)
    assert float(idf[bucket("only")]) == pytest.approx(math.log(4 / 2), abs=1e-3)
    assert float(idf[bucket("unheard")]) == pytest.approx(math.log(4), abs=1e-2)


def test_a_row_without_a_topic_or_a_word_has_no_comparison() -> None:
    found = features([ROW, replace(ROW, topic=None), replace(ROW, text="!!")], IDF, WORDS)
    assert found.shape == (3, len(FEATURES))
    assert np.isnan(found).all(axis=1).tolist() == [False, True, True]


def test_only_rows_that_are_known_and_can_be_told_are_examples() -> None:
    rows = (ROW, replace(ROW, labels=OFF), replace(ROW, labels=UNKNOWN), replace(ROW, text="!!"))
    trusted = np.array([True, False, True, True])
    found = compared(Corpus(rows, {}), IDF, WORDS, Recipe(), trusted)
    assert found.examples.target.tolist() == [0, 1]
    assert found.examples.trusted.tolist() == [True, False]
    assert found.knots.shape == (len(FEATURES), len(QUANTILES))
    assert found.examples.features.shape == (2, len(FEATURES) * (len(QUANTILES) - 1))


def test_a_corpus_of_no_topic_gives_no_example() -> None:
    found = compared(Corpus((replace(ROW, topic=None),), {}), IDF, WORDS, Recipe(), np.array([True]))
    assert len(found.examples.target) == 0


def test_families_and_targets_weigh_alike_but_for_the_recipe() -> None:
    recipe = Recipe(weights=Weights(quality={}, source={}, label={"off_topic": {"halves": 3.0}}))
    rows = [ROW] * 5 + [replace(ROW, labels=OFF)]
    rows += [replace(ROW, source="pair_chat", labels=OFF), replace(ROW, source="chat_rust")]
    rows += [replace(ROW, source="halves"), replace(ROW, source="halves", labels=OFF)]
    weight = balanced(rows, recipe)
    assert weight.mean() == pytest.approx(1)
    one = weight[5]
    assert weight[:5].sum() == pytest.approx(one)
    assert weight[6:].tolist() == pytest.approx([one, one, 3 * one, 3 * one])


def test_chat_is_one_family_however_its_rows_came_about() -> None:
    assert family("pair_chat") == family("chat_ubuntu-meeting") == "chat"
    assert family("pair_oss_incivility") == family("oss_incivility") == "oss"

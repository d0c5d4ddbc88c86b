"""Rarity is counted over comments and topics, each once."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from classifier.relevance import FEATURES, IDF_BITS, bucket
from classifier.training.corpora import Corpus, Row
from classifier.training.idf import inverse_document_frequency, relevance_features

ROW = Row("1", "comments", "comments:1", "gold", "P", "train", "chips chips tea", "Chips for all", ())


def test_a_stem_counts_once_for_each_document_that_has_it() -> None:
    corpus = Corpus((ROW, replace(ROW, text="only tea"), replace(ROW, text="only tea")), {})
    idf = inverse_document_frequency(corpus)  # three documents: two comments and the topic
    assert idf.shape == (1 << IDF_BITS,)
    assert float(idf[bucket("chips")]) == pytest.approx(math.log(4 / 3), abs=1e-3)
    assert float(idf[bucket("tea")]) == pytest.approx(math.log(4 / 3), abs=1e-3)
    assert float(idf[bucket("only")]) == pytest.approx(math.log(4 / 2), abs=1e-3)
    assert float(idf[bucket("unheard")]) == pytest.approx(math.log(4), abs=1e-2)


def test_a_row_without_a_topic_or_a_word_has_no_comparison() -> None:
    corpus = Corpus((ROW, replace(ROW, topic=None), replace(ROW, text="!!")), {})
    compared = relevance_features(corpus, inverse_document_frequency(corpus))
    assert compared.shape == (3, len(FEATURES))
    assert np.isnan(compared).all(axis=1).tolist() == [False, True, True]

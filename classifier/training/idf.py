"""How rare each stem is in the training corpus, and the comparisons that `off_topic` is fitted on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from classifier.relevance import FEATURES, IDF_BITS, Relevance, bucket, stems
from classifier.text.normalise import clean
from classifier.training.corpora import Corpus


def inverse_document_frequency(corpus: Corpus) -> npt.NDArray[np.float16]:
    """log((1 + documents) / (1 + documents with the stem)) for each hashed stem, shape (2^16,).

    Comments and topics are documents; one that occurs several times counts once.
    """
    documents = {*corpus.texts, *(topic for topic in corpus.topics if topic)}
    counts = np.zeros(1 << IDF_BITS)
    for document in documents:
        counts[list({bucket(stem.key) for stem in stems(clean(document))})] += 1
    return np.log((1 + len(documents)) / (1 + counts)).astype(np.float16)


def relevance_features(corpus: Corpus, idf: npt.NDArray[np.float16]) -> npt.NDArray[np.float64]:
    """Every row compared with its topic, shape (rows, features); NaN for rows without a topic or a stem."""
    relevance = Relevance(idf, np.zeros(len(FEATURES) + 1))
    rows = np.full((len(corpus.rows), len(FEATURES)), np.nan)
    for number, row in enumerate(corpus.rows):
        text = clean(row.text)
        if row.topic and stems(text):
            rows[number] = relevance.features(text, row.topic)
    return rows

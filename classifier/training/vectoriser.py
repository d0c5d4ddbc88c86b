"""The n-grams as an ordinary scikit-learn transformer: texts in, a sparse matrix out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from tqdm import tqdm

from classifier.ngrams import NgramSettings, extract, scale
from classifier.text.normalise import clean

_CHUNK = 256


class NgramVectoriser(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Normalises texts and hashes their n-grams.

    Stateless: `fit` learns nothing. `transform` gives a CSR matrix of float32, shape (texts, 2^bits), rows
    of length 1: the same features that `classifier.linear` sums at run time.
    """

    def __init__(self, settings: NgramSettings) -> None:
        self.settings = settings

    def fit(self, texts: Sequence[str], labels: Any = None) -> Self:
        return self

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
        blocks = [self._block(chunk) for chunk in _progress(chunks)]
        return (
            sparse.vstack(blocks, format="csr") if blocks else sparse.csr_matrix((0, 1 << self.settings.bits))
        )

    def _block(self, texts: Sequence[str]) -> sparse.csr_matrix:
        buckets, offsets = extract([clean(text) for text in texts], self.settings).distinct()
        counts = np.diff(offsets)
        values = np.repeat(scale(counts), counts).astype(np.float32)
        return sparse.csr_matrix((values, buckets, offsets), shape=(len(texts), 1 << self.settings.bits))


def _progress(chunks: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield from tqdm(chunks, desc="features", unit="batch", disable=None, leave=False)

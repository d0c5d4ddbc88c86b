"""The n-grams as an ordinary scikit-learn transformer: texts in, a sparse matrix out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from tqdm import tqdm

from classifier.ngrams import Indices, NgramSettings, inside, kind_of, together, tokenise
from classifier.text.clean import clean

_CHUNK = 256


class NgramVectoriser(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Normalises texts and hashes their n-grams.

    Stateless: `fit` learns nothing. `transform` gives a CSR matrix of float32, shape (texts, 2^bits): how
    often each feature occurs, over the root of the number of all: what `classifier.linear` sums at run time.
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
        owners, buckets = self._features([tokenise(clean(text)) for text in texts])
        counts = np.bincount(owners, minlength=len(texts))
        values = (1.0 / np.sqrt(np.maximum(counts, 1)))[owners].astype(np.float32)
        shape = (len(texts), 1 << self.settings.bits)
        return sparse.csr_matrix((values, (owners, buckets)), shape=shape)  # sums what occurs repeatedly

    def _features(self, texts: Sequence[list[str]]) -> tuple[Indices, Indices]:
        """The text and the bucket of every feature of a batch."""
        tokens = [token for text in texts for token in text]
        text_of = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        hashes, buckets, offsets = inside(tokens, self.settings)
        kinds = np.array([kind_of(token) for token in tokens], dtype=np.uint8)
        pairs = together(hashes, kinds, text_of, self.settings)
        owners = np.concatenate([np.repeat(text_of, np.diff(offsets)), text_of[pairs.first]])
        return owners, np.concatenate([buckets, pairs.buckets])


def _progress(chunks: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield from tqdm(chunks, desc="features", unit="batch", disable=None, leave=False)

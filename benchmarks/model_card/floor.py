"""The untuned floor: scikit-learn's hashing and logistic regression on the rows our model learns from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sklearn
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from benchmarks.model_card.arrays import Floats
from classifier.labels import NAMES
from classifier.training.corpora import Corpus

BUCKETS = 2**18  # for characters, and as many for words
CHUNK = 4096  # texts at a time


def features(texts: Sequence[str]) -> sparse.csr_matrix:
    """Runs of 3 to 5 characters and of 1 to 2 words, hashed. Shape (texts, 2 × BUCKETS)."""
    characters = HashingVectorizer(analyzer="char", ngram_range=(3, 5), n_features=BUCKETS, dtype=np.float32)
    words = HashingVectorizer(ngram_range=(1, 2), n_features=BUCKETS, dtype=np.float32)
    blocks = []
    for start in tqdm(range(0, len(texts), CHUNK), desc="floor", unit="batch", disable=None, leave=False):
        chunk = texts[start : start + CHUNK]
        blocks.append(sparse.hstack([characters.transform(chunk), words.transform(chunk)], format="csr"))
    return sparse.vstack(blocks, format="csr")


class Floor:
    """One logistic regression with scikit-learn's defaults for each label, fitted when first asked for.

    Fitted weights are kept in `cache` by the hash of what they were learnt from.
    """

    def __init__(self, learnt: Corpus, cache: Path) -> None:
        self._learnt = learnt
        self._cache = cache
        self._features: sparse.csr_matrix | None = None

    def scores(self, texts: Sequence[str], label: str) -> Floats:
        """Probabilities, shape (texts,)."""
        weights, bias = self._weights(label)
        return np.asarray(1 / (1 + np.exp(-(features(texts) @ weights + bias))), dtype=np.float64)

    def _weights(self, label: str) -> tuple[npt.NDArray[np.float32], float]:
        kept = self._cache / f"floor-{label}-{learnt_hash(self._learnt)}-{sklearn.__version__}.npz"
        if not kept.is_file():
            fitted = self._fit(label)
            kept.parent.mkdir(parents=True, exist_ok=True)
            np.savez(kept, weights=fitted.coef_[0].astype(np.float32), bias=fitted.intercept_[0])
        with np.load(kept) as arrays:
            return arrays["weights"], float(arrays["bias"])

    def _fit(self, label: str) -> LogisticRegression:
        target = self._learnt.labels[:, NAMES.index(label)]
        known = np.flatnonzero(~np.isnan(target))
        if self._features is None:
            self._features = features(self._learnt.texts)
        return LogisticRegression(max_iter=1000).fit(self._features[known], target[known].astype(np.int64))


def learnt_hash(learnt: Corpus) -> str:
    """What tells one corpus to learn from another: its files and how many of their rows."""
    told = json.dumps([dict(sorted(learnt.files.items())), len(learnt.rows)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]

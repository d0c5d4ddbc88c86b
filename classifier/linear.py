"""One linear model for each label over hashed features: the sum of the weights of what occurs.

The same numbers score and explain. Each occurrence of a feature adds its weight times 1 / sqrt(number of
features of the text), so a logit is the bias plus that value times the sum of the weights, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.ngrams import TOKEN, NgramSettings, together, tokenise
from classifier.token_weights import SharedTokenWeights

#: Tokens scored at a time: what the intermediate arrays need then stays in the processor's cache.
_BATCH_TOKENS = 16_384

Floats = npt.NDArray[np.float64]


class Linear:
    """Linear scores over n-grams.

    Parameters: `weights`, shape (2^bits, labels); `bias`, shape (labels,); both in logits.
    """

    def __init__(self, weights: npt.NDArray[np.float32], bias: Floats, settings: NgramSettings) -> None:
        self.settings = settings
        self.weights = weights
        self.bias = bias
        self._words = SharedTokenWeights(weights, settings)

    def logits(self, texts: Sequence[str]) -> Floats:
        """Log-odds of each label for normalised texts, shape (texts, labels)."""
        batches = [self._batch(batch) for batch in _batches(texts)]
        return np.concatenate(batches) if batches else np.empty((0, len(self.bias)))

    def contributions(self, text: str, labels: Sequence[int]) -> tuple[Floats, Floats]:
        """What each token of a normalised text adds to these labels' logits, and their biases.

        Returns the biases, shape (labels,), and the additions, shape (labels, code points): a token's stand
        where it begins. A pair of tokens is shared evenly between the two; a bias and all its label's
        additions are the logit.
        """
        matches = list(TOKEN.finditer(text))
        tokens = [match[0] for match in matches]
        hashes, kinds, counts, own = self._words.recall(tokens)
        pairs = together(hashes, kinds, np.zeros(len(tokens), dtype=np.int64), self.settings)
        halves = np.concatenate([pairs.first, pairs.second])
        scale = _scale(np.array(counts.sum() + len(pairs.buckets)))
        added = np.zeros((len(labels), len(text)))
        starts = [match.start() for match in matches]
        for row, label in enumerate(labels):
            shared = np.tile(self.weights[pairs.buckets, label] / 2, 2)
            added[row, starts] = (own[:, label] + np.bincount(halves, shared, len(tokens))) * scale
        return self.bias[list(labels)], added

    def _batch(self, texts: Sequence[list[str]]) -> Floats:
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        hashes, kinds, counts, own = self._words.recall([token for text in texts for token in text])
        text_of = np.repeat(np.arange(len(texts)), lengths)
        pairs = together(hashes, kinds, text_of, self.settings)
        pair_of = text_of[pairs.first]
        found = self.weights[pairs.buckets]
        summed = np.stack(
            [
                np.bincount(text_of, own[:, label], len(texts))
                + np.bincount(pair_of, found[:, label], len(texts))
                for label in range(len(self.bias))
            ],
            axis=1,
        )
        features = np.bincount(text_of, counts, len(texts)) + np.bincount(pair_of, minlength=len(texts))
        return np.asarray(summed * _scale(features)[:, None] + self.bias)


def _scale(features: npt.NDArray[Any]) -> Floats:
    """The value of each feature of a text with so many: its vector has length 1 if none occurs twice."""
    return np.asarray(1.0 / np.sqrt(np.maximum(features, 1)))


def _batches(texts: Sequence[str]) -> Iterator[list[list[str]]]:
    """The texts' tokens, a batch at a time."""
    batch: list[list[str]] = []
    size = 0
    for text in texts:
        tokens = tokenise(text)
        if batch and size + len(tokens) > _BATCH_TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(tokens)
        size += len(tokens)
    if batch:
        yield batch

"""One linear model for each label over hashed features: the sum of the weights of what occurs.

The same numbers score and explain. Each occurrence of a feature adds its weight times 1 / sqrt(number of
features of the text), so a logit is the bias plus that value times the sum of the weights, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.ngrams import (
    TOKEN,
    Hashes,
    Indices,
    Kinds,
    NgramSettings,
    inside,
    kind_of,
    together,
    tokenise,
)

#: Tokens scored at a time: what the intermediate arrays need then stays in the processor's cache.
_BATCH_TOKENS = 16_384

#: What is remembered of tokens is dropped when there are more of them than this, or more characters in them:
#: some tens of megabytes, whatever people write.
MOST_REMEMBERED = 100_000
MOST_CHARACTERS = 2_000_000

Floats = npt.NDArray[np.float64]


class Linear:
    """Linear scores over n-grams.

    Parameters: `weights`, shape (2^bits, labels); `bias`, shape (labels,); both in logits.
    """

    def __init__(self, weights: npt.NDArray[np.float32], bias: Floats, settings: NgramSettings) -> None:
        self.settings = settings
        self._weights = weights
        self._bias = bias
        self._words = _Words(weights, settings)

    def logits(self, texts: Sequence[str]) -> Floats:
        """Log-odds of each label for normalised texts, shape (texts, labels)."""
        batches = [self._batch(batch) for batch in _batches(texts)]
        return np.concatenate(batches) if batches else np.empty((0, len(self._bias)))

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
            shared = np.tile(self._weights[pairs.buckets, label] / 2, 2)
            added[row, starts] = (own[:, label] + np.bincount(halves, shared, len(tokens))) * scale
        return self._bias[list(labels)], added

    def _batch(self, texts: Sequence[list[str]]) -> Floats:
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        hashes, kinds, counts, own = self._words.recall([token for text in texts for token in text])
        text_of = np.repeat(np.arange(len(texts)), lengths)
        pairs = together(hashes, kinds, text_of, self.settings)
        pair_of = text_of[pairs.first]
        found = self._weights[pairs.buckets]
        summed = np.stack(
            [
                np.bincount(text_of, own[:, label], len(texts))
                + np.bincount(pair_of, found[:, label], len(texts))
                for label in range(len(self._bias))
            ],
            axis=1,
        )
        features = np.bincount(text_of, counts, len(texts)) + np.bincount(pair_of, minlength=len(texts))
        return np.asarray(summed * _scale(features)[:, None] + self._bias)


class _Words:
    """What each token weighs on its own: computed when it is first met, and then remembered.

    Several threads may ask at once; they wait for each other.
    """

    def __init__(self, weights: npt.NDArray[np.float32], settings: NgramSettings) -> None:
        self._weights = weights
        self._settings = settings
        self._lock = Lock()
        self._forget()

    def recall(self, tokens: Sequence[str]) -> tuple[Hashes, Kinds, Indices, Floats]:
        """Of each token: its hash, its kind, how many features lie in it, and what they weigh together."""
        with self._lock:
            if new := [token for token in dict.fromkeys(tokens) if token not in self._rows]:
                self._remember(new)
            rows = np.fromiter(map(self._rows.__getitem__, tokens), dtype=np.int64, count=len(tokens))
            found = self._hashes[rows], self._kinds[rows], self._counts[rows], self._own[rows]
            if len(self._rows) > MOST_REMEMBERED or self._characters > MOST_CHARACTERS:
                self._forget()
            return found

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._characters = 0
        self._hashes = np.empty(0, dtype=np.uint64)
        self._kinds = np.empty(0, dtype=np.uint8)
        self._counts = np.empty(0, dtype=np.int64)
        self._own = np.empty((0, self._weights.shape[1]))

    def _remember(self, tokens: Sequence[str]) -> None:
        first, stop = len(self._rows), len(self._rows) + len(tokens)
        if stop > len(self._hashes):
            self._make_room(2 * stop)
        hashes, buckets, offsets = inside(tokens, self._settings)
        self._hashes[first:stop] = hashes
        self._kinds[first:stop] = [kind_of(token) for token in tokens]
        self._counts[first:stop] = np.diff(offsets)
        np.add.reduceat(self._weights[buckets], offsets[:-1], dtype=np.float64, out=self._own[first:stop])
        self._rows.update(zip(tokens, range(first, stop), strict=True))
        self._characters += sum(map(len, tokens))

    def _make_room(self, entries: int) -> None:
        for name in ("_hashes", "_kinds", "_counts", "_own"):
            array = getattr(self, name)
            setattr(
                self,
                name,
                np.concatenate([array, np.empty((entries - len(array), *array.shape[1:]), array.dtype)]),
            )


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

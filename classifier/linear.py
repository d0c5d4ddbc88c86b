"""One linear model for each label over hashed n-grams: the sum of the weights of what occurs.

The same numbers score and explain. A feature's value is 1 / sqrt(number of distinct features of the text),
so a logit is the bias plus that value times the sum of the weights, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from classifier.ngrams import NgramSettings, extract, scale

#: Characters scored at a time: what the intermediate arrays need then stays in the processor's cache.
_BATCH_CHARACTERS = 32_768

Floats = npt.NDArray[np.float64]


class Linear:
    """Linear scores over n-grams.

    Parameters: `weights`, shape (2^bits, labels); `bias`, shape (labels,); both in logits.
    """

    def __init__(self, weights: npt.NDArray[np.float32], bias: Floats, settings: NgramSettings) -> None:
        self.settings = settings
        self._weights = weights
        self._bias = bias

    def logits(self, texts: Sequence[str]) -> Floats:
        """Log-odds of each label for normalised texts, shape (texts, labels)."""
        batches = [self._batch(texts[start:end]) for start, end in _batches(texts)]
        return np.concatenate(batches) if batches else np.empty((0, len(self._bias)))

    def _batch(self, texts: Sequence[str]) -> Floats:
        buckets, offsets = extract(texts, self.settings).distinct()
        counts = np.diff(offsets)
        sums = np.zeros((len(texts), len(self._bias)))
        filled = counts > 0  # reduceat would give an empty text its neighbour's first weight
        rows = np.take(self._weights, buckets, axis=0)
        if len(rows):
            sums[filled] = np.add.reduceat(rows, offsets[:-1][filled], axis=0, dtype=np.float64)
        return np.asarray(sums * scale(counts)[:, None] + self._bias)

    def contributions(self, text: str, labels: Sequence[int]) -> tuple[Floats, Floats]:
        """What each character of a normalised text adds to these labels' logits, and their biases.

        Returns the biases, shape (labels,), and the additions, shape (labels, code points). An n-gram's
        weight is shared evenly by all the places where it occurs and by the characters there; a bias and all
        its label's additions are the logit. An n-gram lies on at least one character of the text, so nothing
        is lost at the ends.
        """
        grams = extract([text], self.settings)
        buckets, places, times = np.unique(grams.buckets, return_inverse=True, return_counts=True)
        starts, ends = grams.starts, grams.ends
        share = scale(np.array([len(buckets)]))[0] / (times[places] * (ends - starts))
        added = np.zeros((len(labels), len(text)))
        for row, label in enumerate(labels):
            rate = self._weights[buckets, label].astype(np.float64)[places] * share
            steps = np.bincount(starts, rate, len(text) + 1) - np.bincount(ends, rate, len(text) + 1)
            added[row] = np.cumsum(steps)[:-1]
        return self._bias[list(labels)], added


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = size = 0
    for index, text in enumerate(texts):
        if size and size + len(text) > _BATCH_CHARACTERS:
            yield start, index
            start, size = index, 0
        size += len(text)
    if start < len(texts):
        yield start, len(texts)

"""The linear labels' logits straight from the buffers of an Arrow array: the numbers of `classifier.linear`.

No Python string is made of a comment. Its bytes are cut at blanks; each stretch is looked up in a table of
those met before, which says what its tokens are (`classifier.text.clean` read it, once); the tokens' own
weights are added up, and their pairs are hashed and added there. A comment that has to be normalised as a
whole, a few in a hundred, goes the usual way.

numba compiles it (`pip install 'tactful[audit]'`). Compiled code runs without the interpreter's lock, so that
threads may score batches side by side: they read tables that only grow.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.kernel.compiled import AS_A_WHOLE, UNKNOWN, WIDTH, score
from classifier.kernel.table import StretchTable
from classifier.linear import Linear
from classifier.ngrams import PAIRS
from classifier.text.clean import clean
from classifier.texts import read

if TYPE_CHECKING:
    import pyarrow as pa

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

#: Comments scored in one go, before the new stretches that they brought are read.
_BATCH = 8192
#: Of new stretches so many are noted in one go, more than a comment scored here can have.
_MOST_MISSING = 32_768


class Kernel:
    """Logits of many comments, by a model's `Linear`. Threads may share one."""

    def __init__(self, linear: Linear) -> None:
        labels = linear.weights.shape[1]
        if labels > WIDTH:
            raise ValueError(f"{labels} labels, but the kernel takes {WIDTH}")
        self._linear = linear
        # Side by side in one line of the processor's cache; labels beyond the model's weigh nothing.
        self._weights = np.zeros((len(linear.weights), WIDTH), dtype=np.float32)
        self._weights[:, :labels] = linear.weights
        self._pairs = np.array([name in linear.settings.pairs for name in PAIRS])
        self._table = StretchTable(self._weights, linear.settings)
        self._lock = Lock()

    def logits(self, texts: pa.Array) -> Floats:
        """Log-odds of each label for comments as they were typed, shape (comments, labels).

        Takes an Arrow array of strings; a null counts as an empty comment.
        """
        # There may be any bytes beneath a null.
        texts = texts.cast("large_string").fill_null("")
        data, offsets = _buffers(texts)
        found = np.empty((len(texts), len(self._linear.bias)))
        for first in range(0, len(texts), _BATCH):
            stop = min(first + _BATCH, len(texts))
            sums, odd = self._batch(data, offsets[first : stop + 1])
            found[first:stop] = sums[:, : len(self._linear.bias)] + self._linear.bias
            if len(odd):
                whole = [clean(text) for text in read(texts.take(odd + first))]
                found[odd + first] = self._linear.logits(whole)
        return found

    def _batch(self, data: npt.NDArray[np.uint8], offsets: Longs) -> tuple[Floats, Longs]:
        """Logits without the bias, shape (comments, WIDTH), and the comments to be scored as a whole."""
        sums = np.zeros((len(offsets) - 1, WIDTH))
        status = np.full(len(offsets) - 1, UNKNOWN, dtype=np.uint8)
        missing = np.empty((_MOST_MISSING, 2), dtype=np.int64)
        bits = self._linear.settings.bits
        while count := score(
            data, offsets, self._table.known, self._weights, self._pairs, bits, sums, status, missing
        ):
            pieces = {data[start:stop].tobytes() for start, stop in missing[:count].tolist()}
            with self._lock:
                self._table.add(sorted(pieces))
        return sums, np.flatnonzero(status == AS_A_WHOLE)


def _buffers(texts: pa.LargeStringArray) -> tuple[npt.NDArray[np.uint8], Longs]:
    """The bytes of all comments, and where each begins and the last ends."""
    _, offsets, data = texts.buffers()
    if not len(texts):
        return np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    every = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(data or b"", dtype=np.uint8), every

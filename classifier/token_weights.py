"""What each token weighs on its own: computed when it is first met, and then remembered."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from classifier.ngrams import Hashes, Indices, Kinds, NgramSettings, inside, kind_of

#: What is remembered of tokens is dropped when there are more of them than this, or more characters in them:
#: some tens of megabytes, whatever people write.
MOST_REMEMBERED = 100_000
MOST_CHARACTERS = 2_000_000

Floats = npt.NDArray[np.float64]
Scalar = TypeVar("Scalar", bound=np.generic)


class TokenWeights:
    """Of each token met so far: its hash, its kind, how many features lie in it, and what they weigh.

    The arrays have a row for each token and spare ones after them. `own` has shape (rows, labels). A token
    keeps its row until all are forgotten.
    """

    def __init__(self, weights: npt.NDArray[np.float32], settings: NgramSettings) -> None:
        self._weights = weights
        self._settings = settings
        self.forget()

    def rows(self, tokens: Sequence[str]) -> Indices:
        """The row of each token."""
        if new := [token for token in dict.fromkeys(tokens) if token not in self._rows]:
            self._remember(new)
        return np.fromiter(map(self._rows.__getitem__, tokens), dtype=np.int64, count=len(tokens))

    def is_full(self) -> bool:
        """Whether it is time to forget."""
        return len(self._rows) > MOST_REMEMBERED or self._characters > MOST_CHARACTERS

    def forget(self) -> None:
        """Begin anew, with arrays of which nobody else has a copy."""
        self._rows: dict[str, int] = {}
        self._characters = 0
        self.hashes: Hashes = np.empty(0, dtype=np.uint64)
        self.kinds: Kinds = np.empty(0, dtype=np.uint8)
        self.counts: Indices = np.empty(0, dtype=np.int64)
        self.own: Floats = np.empty((0, self._weights.shape[1]))

    def _remember(self, tokens: Sequence[str]) -> None:
        first, stop = len(self._rows), len(self._rows) + len(tokens)
        if stop > len(self.hashes):
            self._make_room(2 * stop)
        hashes, buckets, offsets = inside(tokens, self._settings)
        self.hashes[first:stop] = hashes
        self.kinds[first:stop] = [kind_of(token) for token in tokens]
        self.counts[first:stop] = np.diff(offsets)
        np.add.reduceat(self._weights[buckets], offsets[:-1], dtype=np.float64, out=self.own[first:stop])
        self._rows.update(zip(tokens, range(first, stop), strict=True))
        self._characters += sum(map(len, tokens))

    def _make_room(self, entries: int) -> None:
        for name in ("hashes", "kinds", "counts", "own"):
            setattr(self, name, longer(getattr(self, name), entries))


class SharedTokenWeights:
    """The same for several threads, which wait for each other."""

    def __init__(self, weights: npt.NDArray[np.float32], settings: NgramSettings) -> None:
        self._tokens = TokenWeights(weights, settings)
        self._lock = Lock()

    def recall(self, tokens: Sequence[str]) -> tuple[Hashes, Kinds, Indices, Floats]:
        """Of each token: its hash, its kind, how many features lie in it, and what they weigh together."""
        with self._lock:
            known = self._tokens
            rows = known.rows(tokens)
            found = known.hashes[rows], known.kinds[rows], known.counts[rows], known.own[rows]
            if known.is_full():
                known.forget()
            return found


def longer(array: npt.NDArray[Scalar], length: int) -> npt.NDArray[Scalar]:
    """A copy of `array` with room for so many rows."""
    return np.concatenate([array, np.empty((length - len(array), *array.shape[1:]), array.dtype)])

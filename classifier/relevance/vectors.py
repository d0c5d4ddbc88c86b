"""A vector for each word of a vocabulary: words that occur in the same talk point the same way.

A vector's length says how much its word tells of a topic: that of "the" is near zero. Words are stored as
their CRC-32 and vectors in four bits a number, which moves no cosine that anyone could measure. A word that
the vocabulary lacks is read as the longest pieces that it has: "sourdough" as "sour" and "dough".
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from classifier.relevance.words import crc

#: The shortest and longest piece, in letters, that a word outside the vocabulary is read as.
SHORTEST_PIECE, LONGEST_PIECE = 3, 20
#: A longer word is no word. Letters.
LONGEST_WORD = 60

#: Numbers are stored as codes 0 to 15 about this middle.
_MIDDLE = 7.5
#: The outermost codes stand for so many standard deviations of a vector's numbers: found to lose least.
_REACH = 2.6

Floats = npt.NDArray[np.float32]


class WordVectors:
    """The vocabulary. Parameters, for n words and vectors of d numbers:

    `keys`, each word's CRC-32, ascending, shape (n,); `codes`, two numbers a byte, the first half of a
    vector in the lower bits, shape (n, d / 2); `steps`, what one code is more than the one below it, shape
    (n,).
    """

    def __init__(
        self, keys: npt.NDArray[np.uint32], codes: npt.NDArray[np.uint8], steps: npt.NDArray[np.float16]
    ) -> None:
        self.keys, self.codes, self.steps = keys, codes, steps
        self._row = dict(zip(keys.tolist(), range(len(keys)), strict=True))

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return 2 * int(self.codes.shape[1])

    def rows(self, word: str) -> tuple[int, ...]:
        """Where the vectors of a word, or of its pieces, stand; empty if nothing of it is known."""
        whole = self._row.get(crc(word))
        if whole is not None:
            return (whole,)
        return tuple(self._pieces(word)) if len(word) <= LONGEST_WORD else ()

    def _pieces(self, word: str) -> Iterable[int]:
        start = 0
        while start <= len(word) - SHORTEST_PIECE:
            for end in range(min(len(word), start + LONGEST_PIECE), start + SHORTEST_PIECE - 1, -1):
                row = self._row.get(crc(word[start:end]))
                if row is not None:
                    yield row
                    start = end
                    break
            else:
                start += 1

    def take(self, rows: npt.NDArray[np.int64]) -> Floats:
        """These rows' vectors, shape (rows, d)."""
        codes = self.codes[rows]
        vectors = np.empty((len(rows), self.size), dtype=np.float32)
        half = codes.shape[1]
        vectors[:, :half] = codes & 15
        vectors[:, half:] = codes >> 4
        vectors -= _MIDDLE
        vectors *= self.steps[rows].astype(np.float32)[:, None]
        return vectors


def pack(words: list[str], vectors: Floats) -> WordVectors:
    """Store a vocabulary: `vectors` has a row for each word and an even number of columns."""
    keys = np.array([crc(word) for word in words], dtype=np.uint32)
    keys, first = np.unique(keys, return_index=True)
    vectors = vectors[first]
    steps = (_REACH * vectors.std(axis=1) / _MIDDLE).astype(np.float16)
    floor = np.float32(np.finfo(np.float16).tiny)
    codes = np.clip(np.floor(vectors / np.maximum(steps.astype(np.float32), floor)[:, None]) + 8, 0, 15)
    low, high = np.split(codes.astype(np.uint8), 2, axis=1)
    return WordVectors(keys, low | (high << 4), steps)

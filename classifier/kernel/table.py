"""The table of stretches that the kernel looks up: a hash table in plain arrays, read by compiled code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.kernel.compiled import enter, hashes_of
from classifier.ngrams import NgramSettings, tokenise
from classifier.text.clean import stretch
from classifier.token_weights import TokenWeights, longer

#: When there are more, the table begins anew: some hundred megabytes, whatever people write.
MOST_STRETCHES = 1_000_000

Longs = npt.NDArray[np.int64]


class Known(NamedTuple):
    """The arrays at one moment. What a reader reaches of the first `stretches` never changes; the slots
    may by now have later ones in them, which are none for this reader.

    `slots` has the number of a stretch from 1, 0 where free; a stretch is sought from the slot of its hash
    on. Its bytes are `letters[letter_ends[number - 1]:letter_ends[number]]`, and its tokens, as rows of the
    arrays about tokens, lie likewise in `tokens`.
    """

    slots: npt.NDArray[np.int32]
    hashes: npt.NDArray[np.uint64]
    traits: npt.NDArray[np.int32]
    letter_ends: Longs
    token_ends: Longs
    letters: npt.NDArray[np.uint8]
    tokens: npt.NDArray[np.int32]
    token_hashes: npt.NDArray[np.uint64]
    token_kinds: npt.NDArray[np.uint8]
    token_counts: Longs
    token_weights: npt.NDArray[np.float64]
    stretches: int


class StretchTable:
    """Stretches met so far, and their tokens. One thread at a time may add; any may read `known`."""

    def __init__(self, weights: npt.NDArray[np.float32], settings: NgramSettings) -> None:
        self._tokens = TokenWeights(weights, settings)
        self._met: set[bytes] = set()
        self.known = _nothing(self._tokens)

    def add(self, pieces: Sequence[bytes]) -> None:
        """Read these stretches and enter those that another thread has not entered meanwhile."""
        if len(self._met) + len(pieces) > MOST_STRETCHES:
            self._met = set()
            self._tokens.forget()
            self.known = _nothing(self._tokens)
        new = [piece for piece in pieces if piece not in self._met]
        if not new:
            return
        read = [stretch(piece.decode()) for piece in new]
        tokens = [tokenise(found.reading) for found in read]
        rows = self._tokens.rows([token for each in tokens for token in each])
        first, stop = len(self._met) + 1, len(self._met) + 1 + len(new)
        letters = np.frombuffer(b"".join(new), dtype=np.uint8)
        hashes = hashes_of(letters, np.cumsum(list(map(len, new))))
        self._put("hashes", first, hashes)
        self._put("traits", first, np.array([found.traits for found in read]))
        self._append("letters", "letter_ends", first, list(map(len, new)), letters)
        self._append("tokens", "token_ends", first, list(map(len, tokens)), rows)
        self._met.update(new)
        about = self._tokens
        self.known = self.known._replace(
            slots=self._slots_with(np.arange(first, stop), hashes),
            token_hashes=about.hashes,
            token_kinds=about.kinds,
            token_counts=about.counts,
            token_weights=about.own,
            stretches=stop - 1,
        )

    def _append(
        self, values: str, ends: str, first: int, lengths: list[int], new: npt.NDArray[np.generic]
    ) -> None:
        """Enter a run of values for each stretch, and where the runs end."""
        end = int(getattr(self.known, ends)[first - 1])
        self._put(values, end, new)
        self._put(ends, first, end + np.cumsum(lengths, dtype=np.int64))

    def _put(self, name: str, first: int, new: npt.NDArray[np.generic]) -> None:
        """Write values into an array of `known`, behind all that a reader reaches; into a longer copy if need
        be."""
        array = getattr(self.known, name)
        if first + len(new) > len(array):
            array = longer(array, 2 * (first + len(new)))
            self.known = self.known._replace(**{name: array})  # type: ignore[arg-type]  # never `stretches`
        array[first : first + len(new)] = new

    def _slots_with(self, numbers: Longs, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """The slots with these stretches in them, at most half of them taken."""
        slots: npt.NDArray[np.int32] = self.known.slots
        if 2 * len(self._met) > len(slots):
            slots = np.zeros(4 << len(self._met).bit_length(), dtype=np.int32)
            numbers = np.arange(1, len(self._met) + 1)
            hashes = self.known.hashes[1 : len(self._met) + 1]
        enter(slots, numbers, hashes)
        return slots


def _nothing(tokens: TokenWeights) -> Known:
    """Arrays without a stretch; number 0 is of none."""
    none = np.zeros(1, dtype=np.int64)
    return Known(
        slots=np.zeros(1 << 12, dtype=np.int32),
        hashes=none.astype(np.uint64),
        traits=none.astype(np.int32),
        letter_ends=none,
        token_ends=none.copy(),
        letters=np.zeros(0, dtype=np.uint8),
        tokens=np.zeros(0, dtype=np.int32),
        token_hashes=tokens.hashes,
        token_kinds=tokens.kinds,
        token_counts=tokens.counts,
        token_weights=tokens.own,
        stretches=0,
    )

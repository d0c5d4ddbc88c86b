"""Which keys come more than once: a filter that needs two bits a key, and errs on the safe side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from classifier.audit.campaigns.runs import begins

Keys = npt.NDArray[np.uint32]

#: Bits a key in either table, so that few keys seem repeated that are not; and the most bits of a table.
_ROOM, _MOST = 8, 29


class Repeats:
    """Keys seen once and keys seen twice, by their highest bits."""

    def __init__(self, expected: int) -> None:
        bits = min(max(16, (_ROOM * expected).bit_length()), _MOST)
        self._shift = np.uint32(32 - bits)
        self._once = np.zeros(2 ** (bits - 3), dtype=np.uint8)
        self._twice = np.zeros_like(self._once)

    def add(self, keys: Keys) -> None:
        """Count keys, in an array of any shape."""
        slots = np.sort(keys.reshape(-1) >> self._shift)
        new = begins(slots)
        different = slots[new]
        seen = _has(self._once, different)
        _set(self._once, different)
        _set(self._twice, slots[~new])
        _set(self._twice, different[seen])

    def __call__(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Whether each key came more than once. Surely so if it did; now and then if it did not."""
        return _has(self._twice, keys >> self._shift)


def _has(table: npt.NDArray[np.uint8], slots: Keys) -> npt.NDArray[np.bool_]:
    bits: npt.NDArray[np.uint8] = table[slots >> 3] >> (slots & 7).astype(np.uint8) & 1
    return bits.astype(np.bool_)


def _set(table: npt.NDArray[np.uint8], slots: Keys) -> None:
    """Set the bits of sorted slots."""
    if len(slots):
        places = slots >> 3
        first = np.flatnonzero(begins(places))
        table[places[first]] |= np.bitwise_or.reduceat(np.uint8(1) << (slots & 7).astype(np.uint8), first)

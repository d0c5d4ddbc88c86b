"""Which keys come more than once: a filter that needs two bits a key, and errs on the safe side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from classifier.audit.campaigns.arrays import Bools, begins

Keys = npt.NDArray[np.uint32]
Table = npt.NDArray[np.uint8]

#: Bits a key in either table, so that few keys seem repeated that are not; and the most bits of a table.
_ROOM, _MOST = 8, 29


class Repeats:
    """Keys seen once and keys seen twice, by their highest bits."""

    def __init__(self, expected: int) -> None:
        bits = min(max(16, (_ROOM * expected).bit_length()), _MOST)
        self._shift = np.uint32(32 - bits)
        self._once: Table = np.zeros(2 ** (bits - 3), dtype=np.uint8)
        self._twice: Table = np.zeros_like(self._once)
        self._note, self._has = _fastest()

    def add(self, keys: Keys) -> None:
        """Count keys, in an array of any shape."""
        self._note(keys.reshape(-1) >> self._shift, self._once, self._twice)

    def __call__(self, keys: Keys) -> Bools:
        """Whether each key came more than once. Surely so if it did; now and then if it did not."""
        found = np.empty(keys.size, dtype=np.bool_)
        self._has(self._twice, keys.reshape(-1) >> self._shift, found)
        return found.reshape(keys.shape)


def _fastest() -> tuple[Callable[[Keys, Table, Table], None], Callable[[Table, Keys, Bools], None]]:
    try:
        from classifier.audit.campaigns import compiled
    except ImportError:
        return note, has
    return compiled.note, compiled.has


def note(slots: Keys, once: Table, twice: Table) -> None:
    """Set the bit of each slot in the first table, or in the second one if it was set before."""
    slots = np.sort(slots)
    new = begins(slots)
    different = slots[new]
    seen = np.empty(len(different), dtype=np.bool_)
    has(once, different, seen)
    _set(once, different)
    _set(twice, slots[~new])
    _set(twice, different[seen])


def has(table: Table, slots: Keys, found: Bools) -> None:
    """Write whether the bit of each slot is set."""
    found[:] = table[slots >> 3] >> (slots & 7).astype(np.uint8) & 1


def _set(table: Table, slots: Keys) -> None:
    """Set the bits of sorted slots."""
    if len(slots):
        places = slots >> 3
        first = np.flatnonzero(begins(places))
        table[places[first]] |= np.bitwise_or.reduceat(np.uint8(1) << (slots & 7).astype(np.uint8), first)

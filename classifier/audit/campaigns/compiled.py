"""The loops of `repeats.py`, for numba to compile: the same tables, sooner."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from classifier.compiling import compiled


@compiled
def note(slots: npt.NDArray[np.uint32], once: npt.NDArray[np.uint8], twice: npt.NDArray[np.uint8]) -> None:
    """Set the bit of each slot in the first table, or in the second one if it was set before."""
    for slot in slots:
        bit = np.uint8(1 << (slot & 7))
        twice[slot >> 3] |= once[slot >> 3] & bit
        once[slot >> 3] |= bit


@compiled
def has(table: npt.NDArray[np.uint8], slots: npt.NDArray[np.uint32], found: npt.NDArray[np.bool_]) -> None:
    """Write whether the bit of each slot is set."""
    for at, slot in enumerate(slots):
        found[at] = table[slot >> 3] >> (slot & 7) & 1

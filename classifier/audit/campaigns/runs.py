"""Runs of equal values in a sorted array."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def begins(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether each value is unlike the one before it; the first is."""
    found = np.ones(len(values), dtype=np.bool_)
    found[1:] = values[1:] != values[:-1]
    return found


def ends(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether each value is unlike the one after it; the last is."""
    return begins(values[::-1])[::-1]

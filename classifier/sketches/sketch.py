"""Make sketches of texts, and tell from two of them how alike the texts are."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from classifier.sketches import plain
from classifier.sketches.scheme import BINS, MARK_BITS, Bytes, Hashes, Offsets, Sketches

#: Two texts are near-copies from this estimated Jaccard similarity on.
ALIKE = 0.45

# Of two unrelated texts a mark is equal once in sixteen.
_BY_CHANCE = 2.0**-MARK_BITS
_LOW_BITS = np.uint64(0x1111111111111111)


def sketch(data: Bytes, offsets: Offsets) -> Sketches:
    """Sketches of texts in UTF-8: text `i` is `data[offsets[i]:offsets[i + 1]]`, as Arrow stores strings.

    With numba, below a microsecond for a comment of 110 characters and without the interpreter's lock;
    without, about ten, and the same result.
    """
    return _fastest()(data, offsets)


@lru_cache(maxsize=1)
def _fastest() -> Callable[[Bytes, Offsets], Sketches]:
    try:
        from classifier.sketches import compiled
    except ImportError:
        return plain.sketch
    return compiled.sketch


def similarity(one: Hashes, other: Hashes) -> npt.NDArray[np.float64]:
    """The estimated Jaccard similarity of texts by their marks, shape (..., 4) each, in [0, 1].

    b-bit minwise hashing (Li and König 2010): the share of equal marks, less what chance gives.
    """
    return np.clip((equal_marks(one, other) / BINS - _BY_CHANCE) / (1 - _BY_CHANCE), 0, 1)


def equal_marks(one: Hashes, other: Hashes) -> npt.NDArray[np.int64]:
    """How many of the 64 marks are equal."""
    differ = one ^ other
    differ |= differ >> np.uint64(1)
    differ |= differ >> np.uint64(2)
    equal: npt.NDArray[np.int64] = BINS - np.bitwise_count(differ & _LOW_BITS).sum(axis=-1, dtype=np.int64)
    return equal


def marks_needed(threshold: float) -> int:
    """The least number of equal marks from which the similarity reaches `threshold`."""
    return int(np.ceil(BINS * (threshold + (1 - threshold) * _BY_CHANCE) - 1e-9))

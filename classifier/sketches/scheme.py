"""The numbers that all ways to make a sketch go by. Sketches made by others can't be compared."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.neardup import ODD, mix
from classifier.sketches.folding import BLANK, LETTERS_END, LONGEST, LONGEST_STRETCH, TABLE_END, UNSPACED

Hashes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]

#: Letters of a shingle. Unrelated texts share few runs of five, and an edit spoils only those it touches.
SHINGLE = 5
#: Bins of one-permutation MinHash: a shingle's hash says which bin it is in, the least hash of each stays.
BINS = 64
#: Keys to find pairs by, each from a bin of its own.
KEYS = 8
#: Letters of a key: the bin's shingle and those before it. Five alone are in too many texts.
KEY_LETTERS = 14

#: A text with fewer bins filled, about 13 different shingles, is left out: "good morning all" is no campaign.
LEAST_BINS = 12
#: Fewer than these, about 24 shingles, and only copies count: a short text is soon like another by chance.
NEAR_BINS = 20

#: Bits of a letter in the hash of a shingle and in that of a key.
SHINGLE_BITS, KEY_BITS = 12, 4
#: The lowest bits of a bin's number are the place of its shingle in the text; the next four are its mark.
PLACE_BITS, MARK_BITS = 15, 4
EMPTY = 2**64 - 1

#: Where an empty bin takes its number from: the first of `DONORS[bin]` that is not empty.
#: Any of the others may be first, each as likely: the optimal densification of Shrivastava (2017).
DONORS: npt.NDArray[np.uint8] = np.argsort(
    mix(np.arange(BINS * BINS, dtype=np.uint64) * ODD).reshape(BINS, BINS), axis=1, kind="stable"
).astype(np.uint8)


def digest() -> int:
    """Which numbers these are, and those of `folding.py`."""
    numbers = (
        (LONGEST, LONGEST_STRETCH, UNSPACED, BLANK, TABLE_END, LETTERS_END),
        (SHINGLE, BINS, KEYS, KEY_LETTERS, LEAST_BINS, NEAR_BINS),
        (SHINGLE_BITS, KEY_BITS, PLACE_BITS, MARK_BITS, EMPTY, int(ODD)),
    )
    return zlib.crc32(repr(numbers).encode())


class Sketches(NamedTuple):
    """Sketches of `n` texts.

    `texts`, shape (n,), uint64: a hash of all letters, equal for copies; 0 for a text that is left out.
    `sizes`, shape (n,), uint8: bins filled, at most 64, which grows with the number of different shingles.
    `keys`, shape (n, 8), uint32: near-copies share one at least; zeros where only copies count.
    `marks`, shape (n, 4), uint64: 64 times four bits, of which near-copies share many; zeros likewise.
    """

    texts: Hashes
    sizes: Bytes
    keys: npt.NDArray[np.uint32]
    marks: Hashes


def blank(count: int) -> Sketches:
    """Sketches to be filled in, as of texts that are left out."""
    return Sketches(
        np.zeros(count, dtype=np.uint64),
        np.zeros(count, dtype=np.uint8),
        np.zeros((count, KEYS), dtype=np.uint32),
        np.zeros((count, BINS // 16), dtype=np.uint64),
    )

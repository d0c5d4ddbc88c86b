"""The sketch of one text, as `plain.py` makes it of many, in half the time that it takes for one there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from classifier.neardup import ODD, mix
from classifier.sketches.folding import LONGEST, Letters, fold
from classifier.sketches.scheme import (
    BINS,
    DONORS,
    KEY_LETTERS,
    KEYS,
    LEAST_BINS,
    MARK_BITS,
    NEAR_BINS,
    PLACE_BITS,
    SHINGLE,
    SHINGLE_BITS,
    Hashes,
)

_DONORS: list[list[int]] = DONORS.tolist()
_PLACE = 2**PLACE_BITS - 1
_SHORT = np.uint32(2**SHINGLE_BITS - 1)
_LOW_BITS = int("1" * BINS, 16)
_KEY_BINS = np.arange(0, BINS, BINS // KEYS, dtype=np.uint64)
# A letter is a hexadecimal digit of a key: KEY_BITS are four.
_DIGITS = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)

# The powers of ODD, modulo 2^64, the highest first.
_POWERS: Hashes = np.full(LONGEST + 1, ODD, dtype=np.uint64)
_POWERS[0] = 1
_POWERS = np.cumprod(_POWERS, dtype=np.uint64)[::-1]


class Sketch(NamedTuple):
    """As in `scheme.Sketches`: the hash, 0 if the text is left out; the keys; and all marks as one number.

    There are no keys, and `marks` is 0, where only copies count.
    """

    text: int
    keys: tuple[int, ...] = ()
    marks: int = 0


def sketch_text(text: str) -> Sketch:
    """The sketch of one text."""
    folded = fold(text)
    if len(folded) < SHINGLE:
        return Sketch(0)
    letters = np.frombuffer(folded.encode("utf-32-le"), dtype="<u4")
    least = _least(letters)
    if len(least) < LEAST_BINS:
        return Sketch(0)
    powers = _POWERS[-len(letters) - 1 :]
    polynomial = int(letters @ powers[1:]) + int(powers[0]) * len(letters)
    (digest,) = mix(np.array([polynomial % 2**64], dtype=np.uint64)).tolist()
    if len(least) < NEAR_BINS:
        return Sketch(digest)
    numbers = [least[at] if at in least else _borrowed(least, at) for at in range(BINS)]
    marks = 0
    for number in numbers:
        marks = marks << MARK_BITS | number >> PLACE_BITS & 2**MARK_BITS - 1
    return Sketch(digest, _keys(letters, numbers), marks)


def equal_marks(one: int, other: int) -> int:
    """How many of the 64 marks of two texts are equal."""
    differ = one ^ other
    differ |= differ >> 1
    differ |= differ >> 2
    return BINS - (differ & _LOW_BITS).bit_count()


def _least(letters: Letters) -> dict[int, int]:
    """The least number of each bin that is not empty."""
    short = ((letters ^ letters >> np.uint32(SHINGLE_BITS)) & _SHORT).astype(np.uint64)
    ends = len(short) - SHINGLE + 1
    windows = short[SHINGLE - 1 :].copy()
    for back in range(1, SHINGLE):
        windows |= short[SHINGLE - 1 - back :][:ends] << np.uint64(SHINGLE_BITS * back)
    hashes = mix(windows)
    places = np.arange(SHINGLE - 1, len(short), dtype=np.uint64)
    numbers = np.sort(hashes & np.uint64(2**64 - 1 - _PLACE) | places)
    bins = (numbers >> np.uint64(58)).astype(np.uint8)
    first = np.append(0, np.flatnonzero(bins[1:] != bins[:-1]) + 1)
    return dict(zip(bins[first].tolist(), numbers[first].tolist(), strict=True))


def _borrowed(least: dict[int, int], empty: int) -> int:
    return next(least[at] for at in _DONORS[empty] if at in least)


def _keys(letters: Letters, numbers: list[int]) -> tuple[int, ...]:
    digits = _DIGITS[(letters ^ letters >> np.uint32(5) ^ letters >> np.uint32(10)) & np.uint32(15)].tobytes()
    ends = [(numbers[at] & _PLACE) + 1 for at in _KEY_BINS]
    windows = [int(digits[max(0, end - KEY_LETTERS) : end], 16) for end in ends]
    return tuple((mix(np.array(windows, dtype=np.uint64) + _KEY_BINS) >> np.uint64(32)).tolist())

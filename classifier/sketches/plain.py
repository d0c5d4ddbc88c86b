"""Sketches by numpy alone, for an install without numba and for single texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.neardup import ODD, mix
from classifier.sketches.folding import (
    BLANK,
    LETTERS_END,
    LONGEST,
    LONGEST_STRETCH,
    TABLE_END,
    UNSPACED,
    Letters,
    table,
)
from classifier.sketches.scheme import (
    BINS,
    DONORS,
    EMPTY,
    KEY_BITS,
    KEY_LETTERS,
    KEYS,
    LEAST_BINS,
    MARK_BITS,
    NEAR_BINS,
    PLACE_BITS,
    SHINGLE,
    SHINGLE_BITS,
    Bytes,
    Hashes,
    Offsets,
    Sketches,
    blank,
)

# At once, to bound memory: so many texts, and a megabyte or one text.
_ROWS, _BYTES = 4096, 2**20

_PLACE = np.uint64(2**PLACE_BITS - 1)
_KEY_BINS = np.arange(0, BINS, BINS // KEYS)
_BACK = np.arange(KEY_LETTERS)
_KEY_SHIFTS = _BACK.astype(np.uint64) * np.uint64(KEY_BITS)
_MARK_SHIFTS = np.arange(60, -1, -4, dtype=np.uint64)


class _Folded(NamedTuple):
    """The letters of some texts, one after another: whose each is, its place there, and where texts begin."""

    letters: Letters
    row: Offsets
    place: Offsets
    starts: Offsets
    counts: Offsets


def sketch(data: Bytes, offsets: Offsets) -> Sketches:
    """Sketches of texts in UTF-8: text `i` is `data[offsets[i]:offsets[i + 1]]`, as Arrow stores strings."""
    found = blank(len(offsets) - 1)
    for first, stop in _pieces(offsets):
        span = offsets[first : stop + 1]
        folded = _fold(data[span[0] : span[-1]], span - span[0])
        least = _least(folded)
        filled = least != EMPTY
        sizes = filled.sum(axis=1)
        kept = sizes >= LEAST_BINS
        near = np.flatnonzero(sizes >= NEAR_BINS)
        values = _densified(least[near], filled[near])
        found.sizes[first:stop] = sizes
        found.texts[first:stop][kept] = _hashes(folded)[kept]
        found.marks[first:stop][near] = _marks(values)
        found.keys[first:stop][near] = _keys(folded, near, values[:, _KEY_BINS])
    return found


def _pieces(offsets: Offsets) -> Iterator[tuple[int, int]]:
    count = len(offsets) - 1
    first = 0
    while first < count:
        full = int(np.searchsorted(offsets, offsets[first] + _BYTES, side="right")) - 1
        stop = min(max(full, first + 1), first + _ROWS, count)
        yield first, stop
        first = stop


def _fold(data: Bytes, offsets: Offsets) -> _Folded:
    count = len(offsets) - 1
    points, row = _code_points(data, offsets)
    folded = table()[np.minimum(points, TABLE_END - 1)]  # whose last entry is 0
    beyond = np.flatnonzero((points >= TABLE_END) & (points < LETTERS_END))
    folded[beyond] = points[beyond]
    is_letter = folded > BLANK
    seen = np.cumsum(is_letter)
    restarts = folded == BLANK
    restarts[1:] |= row[1:] != row[:-1]
    stretch: Offsets = seen - np.maximum.accumulate(np.where(restarts, seen - is_letter, 0))
    keep = is_letter & ((stretch <= LONGEST_STRETCH) | (folded >= UNSPACED))
    letters, row = folded[keep], row[keep]
    counts = np.bincount(row, minlength=count)
    place = np.arange(len(row)) - (np.cumsum(counts) - counts)[row]
    if len(place) and counts.max() > LONGEST:
        heads = place < LONGEST
        letters, row, place, counts = letters[heads], row[heads], place[heads], np.minimum(counts, LONGEST)
    return _Folded(letters, row, place, np.cumsum(counts) - counts, counts)


def _code_points(data: Bytes, offsets: Offsets) -> tuple[Letters, Offsets]:
    """Code points, and whose text each is in. Bytes that are no UTF-8 give some code points or none."""
    row = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    if data.max(initial=0) < 0x80:
        return data.astype(np.uint32), row
    begins = np.flatnonzero((data & 0xC0) != 0x80)
    leads, row = data[begins], row[begins]
    more = (leads >= 0xC0).astype(np.uint8) + (leads >= 0xE0) + (leads >= 0xF0)
    points = (leads & np.array([0x7F, 0x1F, 0x0F, 0x07], dtype=np.uint8)[more]).astype(np.uint32)
    longer = np.flatnonzero(more)
    for step in (1, 2, 3):
        longer = longer[more[longer] >= step]
        longer = longer[begins[longer] + step < offsets[row[longer] + 1]]
        longer = longer[(data[begins[longer] + step] & 0xC0) == 0x80]
        points[longer] = points[longer] << 6 | data[begins[longer] + step] & 0x3F
    return points, row


def _hashes(folded: _Folded) -> Hashes:
    """A polynomial of the letters of each text."""
    powers = _powers()
    terms = folded.letters * powers[folded.counts[folded.row] - 1 - folded.place]
    sums = np.zeros(len(terms) + 1, dtype=np.uint64)
    np.cumsum(terms, out=sums[1:])
    own = sums[folded.starts + folded.counts] - sums[folded.starts]
    return mix(own + folded.counts.astype(np.uint64) * powers[folded.counts])


@lru_cache(maxsize=1)
def _powers() -> Hashes:
    """The powers of `ODD`, modulo 2^64, for the longest text."""
    powers = np.full(LONGEST + 1, ODD, dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _least(folded: _Folded) -> Hashes:
    """The least number in each bin, shape (texts, 64): a shingle's hash, its place as the lowest bits."""
    short = ((folded.letters ^ folded.letters >> SHINGLE_BITS) & 2**SHINGLE_BITS - 1).astype(np.uint64)
    windows = short.copy()
    for back in range(1, SHINGLE):
        windows[back:] |= short[:-back] << np.uint64(SHINGLE_BITS * back)
    ends = np.flatnonzero(folded.place >= SHINGLE - 1)
    hashes = mix(windows[ends])
    bins = (hashes >> np.uint64(58)).astype(np.int64)
    numbers = hashes & ~_PLACE | folded.place[ends].astype(np.uint64)
    least = np.full((len(folded.counts), BINS), EMPTY, dtype=np.uint64)
    np.minimum.at(least.reshape(-1), folded.row[ends] * BINS + bins, numbers)
    return least


def _densified(least: Hashes, filled: npt.NDArray[np.bool_]) -> Hashes:
    """The numbers, those of empty bins borrowed. Every row has a filled bin."""
    row, empty = np.nonzero(~filled)
    first = filled[row[:, None], DONORS[empty]].argmax(axis=1)
    whole = least.copy()
    whole[row, empty] = least[row, DONORS[empty, first]]
    return whole


def _marks(values: Hashes) -> Hashes:
    """Four bits of each number, the first bins highest."""
    marks = values >> np.uint64(PLACE_BITS) & np.uint64(2**MARK_BITS - 1)
    packed: Hashes = np.bitwise_or.reduce(marks.reshape(-1, BINS // 16, 16) << _MARK_SHIFTS, axis=2)
    return packed


def _keys(folded: _Folded, rows: Offsets, values: Hashes) -> npt.NDArray[np.uint32]:
    """A hash of each number's shingle and the letters before it, shape (rows, 8)."""
    places = (values & _PLACE).astype(np.int64)[:, :, None] - _BACK
    letters = folded.letters[np.maximum(places, 0) + folded.starts[rows][:, None, None]]
    short = ((letters ^ letters >> 5 ^ letters >> 10) & 2**KEY_BITS - 1).astype(np.uint64)
    short[places < 0] = 0
    windows: Hashes = np.bitwise_or.reduce(short << _KEY_SHIFTS, axis=2)
    return (mix(windows + _KEY_BINS.astype(np.uint64)) >> np.uint64(32)).astype(np.uint32)

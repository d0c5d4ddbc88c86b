"""The sketches of `plain.py`, one text after another, for numba to compile: the same numbers, sooner."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from classifier.compiling import compiled
from classifier.neardup import ODD
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

#: `scheme.digest()`: see `classifier.compiling`.
MADE_FOR = 2321548811

# numba turns an operation on unlike integers into floats: each number has its type.
_ONE, _EMPTY = np.uint64(1), np.uint64(EMPTY)
_SHINGLE_BITS, _SHINGLE_LETTER = np.uint64(SHINGLE_BITS), np.uint32(2**SHINGLE_BITS - 1)
_SHINGLE_MASK = np.uint64(2 ** (SHINGLE_BITS * SHINGLE) - 1)
_KEY_BITS, _KEY_LETTER = np.uint64(KEY_BITS), np.uint32(2**KEY_BITS - 1)
_PLACE, _PLACE_BITS = np.uint64(2**PLACE_BITS - 1), np.uint64(PLACE_BITS)
_MARK, _MARK_BITS = np.uint64(2**MARK_BITS - 1), np.uint64(MARK_BITS)
_KEY_STEP = BINS // KEYS


def sketch(data: Bytes, offsets: Offsets) -> Sketches:
    """Sketches of texts in UTF-8: text `i` is `data[offsets[i]:offsets[i + 1]]`, as Arrow stores strings."""
    found = blank(len(offsets) - 1)
    _sketch(data, offsets, table(), DONORS, found.texts, found.sizes, found.keys, found.marks)
    return found


@compiled
def _sketch(
    data: Bytes,
    offsets: Offsets,
    folded: Letters,
    donors: npt.NDArray[np.uint8],
    texts: Hashes,
    sizes: Bytes,
    keys: npt.NDArray[np.uint32],
    marks: Hashes,
) -> None:
    letters = np.empty(LONGEST + 1, dtype=np.uint32)
    least = np.empty(BINS, dtype=np.uint64)
    for row in range(len(texts)):
        count = _fold(data, offsets[row], offsets[row + 1], folded, letters)
        if count < SHINGLE:
            continue
        text, filled = _bins(letters, count, least)
        size = _ones(filled)
        sizes[row] = size
        if size >= LEAST_BINS:
            texts[row] = text
        if size >= NEAR_BINS:
            _describe(letters, least, filled, donors, keys[row], marks[row])


@compiled
def _fold(data: Bytes, start: int, end: int, folded: Letters, letters: Letters) -> int:
    """Write a text's letters and say how many there are. ASCII has no branches: they would be guesses."""
    count = 0
    stretch = 0
    at = start
    while at < end and count < LONGEST:
        byte = np.uint32(data[at])
        at += 1
        if byte < 0x80:
            letter = folded[byte]
        elif byte < 0xC0:
            continue
        else:
            more = 1 + (byte >= 0xE0) + (byte >= 0xF0)
            point = byte & np.uint32(0x3F >> more)
            while more and at < end and (data[at] & 0xC0) == 0x80:
                point = point << np.uint32(6) | np.uint32(data[at] & 0x3F)
                at += 1
                more -= 1
            letter = folded[point] if point < TABLE_END else point * np.uint32(point < LETTERS_END)
        is_letter = int(letter > BLANK)
        stretch = (stretch + is_letter) * int(letter != BLANK)
        letters[count] = letter
        count += is_letter & (int(stretch <= LONGEST_STRETCH) | int(letter >= UNSPACED))
    return count


@compiled
def _mix(value: np.uint64) -> np.uint64:
    """`neardup.mix` of one number."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@compiled
def _ones(bits: np.uint64) -> int:
    """How many bits are set, counted in pairs, fours and bytes at once."""
    bits = bits - (bits >> np.uint64(1) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + (bits >> np.uint64(2) & np.uint64(0x3333333333333333))
    bits = bits + (bits >> np.uint64(4)) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int(bits * np.uint64(0x0101010101010101) >> np.uint64(56))


@compiled
def _bins(letters: Letters, count: int, least: Hashes) -> tuple[np.uint64, np.uint64]:
    """Fill in the least number of each bin; return a hash of the text, and a bit for each filled bin."""
    least[:] = _EMPTY
    filled = np.uint64(0)
    text = np.uint64(count)
    window = np.uint64(0)
    for place in range(SHINGLE - 1):
        text = text * ODD + np.uint64(letters[place])
        window = window << _SHINGLE_BITS | _short(letters[place])
    for place in range(SHINGLE - 1, count):
        text = text * ODD + np.uint64(letters[place])
        window = (window << _SHINGLE_BITS | _short(letters[place])) & _SHINGLE_MASK
        number = _mix(window)
        at = number >> np.uint64(58)
        least[at] = min(least[at], number & ~_PLACE | np.uint64(place))
        filled |= _ONE << at
    return _mix(text), filled


@compiled
def _short(letter: np.uint32) -> np.uint64:
    """A letter as the hash of a shingle takes it."""
    return np.uint64((letter ^ letter >> np.uint32(SHINGLE_BITS)) & _SHINGLE_LETTER)


@compiled
def _describe(
    letters: Letters,
    least: Hashes,
    filled: np.uint64,
    donors: npt.NDArray[np.uint8],
    keys: npt.NDArray[np.uint32],
    marks: Hashes,
) -> None:
    """Write a text's keys and marks."""
    for at in range(BINS):
        source = at
        attempt = 0
        while not filled >> np.uint64(source) & _ONE:
            source = int(donors[at, attempt])
            attempt += 1
        number = least[source]
        marks[at // 16] = marks[at // 16] << _MARK_BITS | (number >> _PLACE_BITS & _MARK)
        if at % _KEY_STEP == 0:
            place = int(number & _PLACE)
            window = np.uint64(0)
            for back in range(max(0, place - KEY_LETTERS + 1), place + 1):
                letter = letters[back]
                short = (letter ^ letter >> np.uint32(5) ^ letter >> np.uint32(10)) & _KEY_LETTER
                window = window << _KEY_BITS | np.uint64(short)
            keys[at // _KEY_STEP] = np.uint32(_mix(window + np.uint64(at)) >> np.uint64(32))

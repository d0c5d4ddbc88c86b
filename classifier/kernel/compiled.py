"""The loops of the kernel, for numba to compile: plain arrays in, plain arrays out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.compiling import compiled
from classifier.ngrams import (
    ADDRESS_STEPS,
    AFTER_YOU,
    AT_DISTANCE,
    BEFORE_YOU,
    CLAUSE_END,
    DENIED,
    DENIED_WORD,
    MARK,
    NEGATION,
    PAIRS,
    SECOND_PERSON,
    salt,
)
from classifier.text.clean import APART, FIRST_ALONE, FOREIGN, HEAD, LAST_ALONE, MOST_ALONE, ODD, OPEN, TAIL

if TYPE_CHECKING:
    from classifier.kernel.table import Known

#: Numbers of one feature or token, one for each label.
WIDTH = 8
#: A comment with a stretch of more bytes, or with more bytes or tokens in all, is scored as a whole.
LONGEST_STRETCH, LONGEST_COMMENT, MOST_TOKENS = 400, 100_000, 20_000

#: What became of a comment: some stretch of it is unknown, it is to be scored as a whole, or it is scored.
UNKNOWN, AS_A_WHOLE, SCORED = 0, 1, 2

_NEXT, _SKIP, _ADDRESSED, _DENIED = (
    list(PAIRS).index(name) for name in ("next", "skip", "addressed", "denied")
)
_SALT_NEXT, _SALT_SKIP, _SALT_DENIED = salt(AT_DISTANCE + 1), salt(AT_DISTANCE + 2), salt(DENIED_WORD)
_SALT_AFTER, _SALT_BEFORE = salt(AFTER_YOU), salt(BEFORE_YOU)
_STEPS = tuple(ADDRESS_STEPS.tolist())

#: The numbers from elsewhere: see `classifier.compiling`.
MADE_FOR = (
    *(-4, -3, -2, -1, 1, 2, 3, 4, 5, 111, 100, 112, 2, 4, 121, 1, 8, 4),  # of classifier.ngrams …
    *(0, 1, 2, 3, 0xD6E8FEB86659FD93),  # … with the order of the pairs, and what salts are multiples of
    *(16, 5, 512, 4, 7, 3, 2, 1, 8),  # of classifier.text.clean
)

Longs = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Sums = npt.NDArray[np.float64]


@compiled
def hashes_of(letters: Bytes, ends: Longs) -> Hashes:
    """The hash of each stretch, given their bytes in one array and where each ends."""
    found = np.empty(len(ends), dtype=np.uint64)
    start = 0
    for number in range(len(ends)):
        value = _START
        for at in range(start, ends[number]):
            value = _mixed(value, letters[at])
        found[number] = _finalised(value)
        start = ends[number]
    return found


@compiled
def enter(slots: Numbers, numbers: Longs, hashes: Hashes) -> None:
    """Put the numbers of stretches into free slots, each at or after that of its hash."""
    last = np.uint64(len(slots) - 1)
    for place in range(len(numbers)):
        slot = hashes[place] & last
        while slots[slot]:
            slot = (slot + np.uint64(1)) & last
        slots[slot] = numbers[place]


@compiled
def score(
    data: Bytes,
    offsets: Longs,
    known: Known,
    weights: Weights,
    pairs: npt.NDArray[np.bool_],
    bits: int,
    sums: Sums,
    status: Bytes,
    missing: Longs,
) -> int:
    """Score the comments whose status is UNKNOWN, as far as their stretches are known.

    Writes logits without the bias into `sums`, shape (comments, WIDTH), the new `status`, and where unknown
    stretches begin and end into `missing`, as many as have room in it. Returns how many these are.
    """
    stretches, tokens = np.empty(MOST_TOKENS, dtype=np.int32), np.empty(MOST_TOKENS, dtype=np.int32)
    shift = np.uint64(64 - bits)
    noted = 0
    for row in range(len(status)):
        if status[row] != UNKNOWN:
            continue
        status[row], count, noted = _cut(
            data, offsets[row], offsets[row + 1], known, stretches, missing, noted
        )
        if status[row] == SCORED and _may_meet(stretches[:count], known):
            status[row] = AS_A_WHOLE
        if status[row] == SCORED:
            count = _gather(stretches[:count], known, tokens)
            if count < MOST_TOKENS:
                _add_up(tokens[:count], known, weights, pairs, shift, sums[row])
            else:
                status[row] = AS_A_WHOLE
    return noted


@compiled
def _cut(
    data: Bytes, start: int, stop: int, known: Known, stretches: Numbers, missing: Longs, noted: int
) -> tuple[int, int, int]:
    """Look up what stands between the blanks of one comment.

    Writes the numbers of its stretches; returns its status, how many these are, and `noted` anew.
    """
    if stop - start > LONGEST_COMMENT:
        return AS_A_WHOLE, 0, noted
    status, count = SCORED, 0
    at = start
    while at < stop:
        blank = _blank(data, at, stop)
        if blank:
            at += blank
            continue
        begin, value = at, _START
        while at < stop and not _blank(data, at, stop):
            value = _mixed(value, data[at])
            at += 1
        if at - begin > LONGEST_STRETCH or count == MOST_TOKENS:
            return AS_A_WHOLE, 0, noted
        stretches[count] = _find(data, begin, at, _finalised(value), known)
        if not stretches[count]:
            status = UNKNOWN
            if noted < len(missing):
                missing[noted, 0], missing[noted, 1] = begin, at
                noted += 1
        count += 1
    return status, count, noted


@compiled
def _may_meet(stretches: Numbers, known: Known) -> bool:
    """As `classifier.text.clean.may_meet`, which says what it is about."""
    every, alone, before = 0, 0, 0
    letters_meet = torn = False
    for number in stretches:
        traits = known.traits[number]
        every |= traits
        first = traits >> FIRST_ALONE & MOST_ALONE
        letters_meet |= first > 0 and alone > 0 and first + alone >= MOST_ALONE
        alone = alone + first if traits & APART else traits >> LAST_ALONE & MOST_ALONE
        torn |= before & HEAD > 0 and traits & TAIL > 0
        before = traits
    return every & (OPEN | FOREIGN) > 0 or torn or (every & ODD > 0 and letters_meet)


@compiled
def _gather(stretches: Numbers, known: Known, tokens: Numbers) -> int:
    """Write the tokens of the stretches, as many as have room. Returns how many these are."""
    count = 0
    for number in stretches:
        for place in range(known.token_ends[number - 1], known.token_ends[number]):
            if count == len(tokens):
                return count
            tokens[count] = known.tokens[place]
            count += 1
    return count


@compiled
def _add_up(
    tokens: Numbers,
    known: Known,
    weights: Weights,
    pairs: npt.NDArray[np.bool_],
    shift: np.uint64,
    sums: Sums,
) -> None:
    """Add up what one comment's tokens and pairs of tokens weigh, paired as in `classifier.ngrams`."""
    hashes = known.token_hashes[tokens]
    kinds = known.token_kinds[tokens]
    features = _alone(tokens, known, sums)
    if pairs[_NEXT]:
        features += _at_distance(hashes, 1, _SALT_NEXT, weights, shift, sums)
    if pairs[_SKIP]:
        features += _at_distance(hashes, 2, _SALT_SKIP, weights, shift, sums)
    if pairs[_ADDRESSED]:
        features += _addressed(hashes, kinds, weights, shift, sums)
    if pairs[_DENIED]:
        features += _denied(hashes, kinds, weights, shift, sums)
    scale = 1.0 / np.sqrt(max(features, 1))
    for label in range(WIDTH):
        sums[label] *= scale


@compiled
def _alone(tokens: Numbers, known: Known, sums: Sums) -> int:
    """Add what tokens weigh on their own. Returns how many features lie in them; so do the next three."""
    features = 0
    for token in tokens:
        features += known.token_counts[token]
        for label in range(WIDTH):
            sums[label] += known.token_weights[token, label]
    return features


@compiled
def _at_distance(
    hashes: Hashes, distance: int, kind: np.uint64, weights: Weights, shift: np.uint64, sums: Sums
) -> int:
    for place in range(len(hashes) - distance):
        mixed = hashes[place] * np.uint64(3) + hashes[place + distance] + kind
        _add(mixed, weights, shift, sums)
    return max(len(hashes) - distance, 0)


@compiled
def _addressed(hashes: Hashes, kinds: Bytes, weights: Weights, shift: np.uint64, sums: Sums) -> int:
    words = np.flatnonzero(kinds & MARK == 0)
    features = 0
    for you in range(len(words)):
        if kinds[words[you]] & SECOND_PERSON:
            for step in _STEPS:
                if 0 <= you + step < len(words):
                    side = _SALT_AFTER if step > 0 else _SALT_BEFORE
                    _add(hashes[words[you + step]] + side, weights, shift, sums)
                    features += 1
    return features


@compiled
def _denied(hashes: Hashes, kinds: Bytes, weights: Weights, shift: np.uint64, sums: Sums) -> int:
    features = 0
    for place in range(len(hashes)):
        if kinds[place] & NEGATION:
            for after in range(place + 1, min(place + 1 + DENIED, len(hashes))):
                if kinds[after] & CLAUSE_END:
                    break
                _add(hashes[after] + _SALT_DENIED, weights, shift, sums)
                features += 1
    return features


@compiled
def _add(mixed: np.uint64, weights: Weights, shift: np.uint64, sums: Sums) -> None:
    """Add the weights of one feature."""
    bucket = np.int64(_finalised(mixed) >> shift)
    for label in range(WIDTH):
        sums[label] += weights[bucket, label]


@compiled
def _find(data: Bytes, start: int, stop: int, value: np.uint64, known: Known) -> int:
    """The number of a stretch with this hash, 0 if it is unknown."""
    last = np.uint64(len(known.slots) - 1)
    slot = value & last
    while known.slots[slot]:
        number = known.slots[slot]
        if number <= known.stretches and known.hashes[number] == value:  # others add meanwhile
            first = known.letter_ends[number - 1]
            same = known.letter_ends[number] - first == stop - start
            place = start
            while same and place < stop:
                same = data[place] == known.letters[first + place - start]
                place += 1
            if same:
                return int(number)
        slot = (slot + np.uint64(1)) & last
    return 0


@compiled
def _blank(data: Bytes, at: int, stop: int) -> int:
    """How many bytes the blank that begins here has, 0 if there is none: UTF-8 of what `str.isspace` says."""
    byte = data[at]
    if byte < 0x80:
        return 1 if byte == 0x20 or 0x09 <= byte <= 0x0D or 0x1C <= byte <= 0x1F else 0
    if byte == 0xC2 and at + 1 < stop:
        return 2 if data[at + 1] == 0x85 or data[at + 1] == 0xA0 else 0
    if 0xE1 <= byte <= 0xE3 and at + 2 < stop:
        point = (byte & 0x0F) << 12 | (data[at + 1] & 0x3F) << 6 | data[at + 2] & 0x3F
        if 0x2000 <= point <= 0x200A or point in (0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000):
            return 3
    return 0


# FNV-1a (Fowler, Noll and Vo, 1991). It only finds a slot: the bytes are compared besides.
_START = np.uint64(0xCBF29CE484222325)


@compiled
def _mixed(value: np.uint64, byte: np.uint8) -> np.uint64:
    return (value ^ np.uint64(byte)) * np.uint64(0x100000001B3)


@compiled
def _finalised(value: np.uint64) -> np.uint64:
    """As `classifier.ngrams` finalises."""
    value = (value ^ (value >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    value = (value ^ (value >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return np.uint64(value ^ (value >> np.uint64(33)))

"""Normalised text to hashed n-grams, for many texts at once, in numpy.

Two kinds of n-gram are taken from a text: runs of 3 to 5 characters, and runs of 1 or 2 tokens (a token is
a run of word characters, or one mark of ASCII punctuation). Each is hashed to a bucket. Hashing needs no
vocabulary, so a model is one array of weights and unseen words cost nothing.

The hash is polynomial over code points modulo 2^64: prefix sums give the hash of *any* range of the buffer
by one subtraction and one multiplication (Karp and Rabin, 1987), after which MurmurHash3's 64-bit finaliser
spreads the bits (Appleby, 2011).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CHAR_SIZES = (3, 4, 5)
TOKEN_SIZES = (1, 2)

#: An odd 64-bit multiplier and its inverse modulo 2^64.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MASK = (1 << 64) - 1

#: Bits kept free for the bucket when owner and bucket share one sortable number.
_OWNER_SHIFT = 32

Indices = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class NgramSettings:
    """How n-grams become features. Part of a model: a model only fits the settings it was trained with.

    `bits`: there are 2^bits buckets. `char_sizes`, `token_sizes`: lengths of the n-grams.
    """

    bits: int = 18
    char_sizes: tuple[int, ...] = CHAR_SIZES
    token_sizes: tuple[int, ...] = TOKEN_SIZES


@dataclass(frozen=True, slots=True)
class Ngrams:
    """Every n-gram of a batch of texts, in no particular order.

    One entry for each occurrence: its bucket, and the text it is of.
    """

    buckets: Indices
    owners: Indices
    texts: int
    # Where each n-gram stands, and where each text itself does, in the buffer of all texts.
    _begins: Indices
    _stops: Indices
    _first: Indices
    _last: Indices

    @property
    def starts(self) -> Indices:
        """Where each n-gram starts in its text, in code points."""
        return self._within(self._begins)

    @property
    def ends(self) -> Indices:
        """Where each n-gram ends in its text, in code points."""
        return self._within(self._stops)

    def _within(self, places: Indices) -> Indices:
        first, last = self._first[self.owners], self._last[self.owners]
        return np.asarray(np.clip(places, first, last) - first)

    def distinct(self) -> tuple[Indices, Indices]:
        """The features of each text: which buckets occur in it, however often.

        Returns the sorted buckets of all texts, and offsets: text i has buckets[offsets[i]:offsets[i + 1]].
        """
        keys = np.sort((self.owners << _OWNER_SHIFT) | self.buckets)  # twenty times faster than np.unique
        keys = keys[np.diff(keys, prepend=-1) != 0]
        bounds = np.arange(self.texts + 1, dtype=np.int64) << _OWNER_SHIFT
        return keys & ((1 << _OWNER_SHIFT) - 1), np.searchsorted(keys, bounds)


def scale(counts: Indices) -> npt.NDArray[np.float64]:
    """The value of each feature of a text with so many of them: its vector has length 1."""
    return np.asarray(1.0 / np.sqrt(np.maximum(counts, 1)), dtype=np.float64)


def extract(texts: Sequence[str], settings: NgramSettings) -> Ngrams:
    """The hashed n-grams of normalised texts.

    A space is set before and after each text, so that the first and last words look like any other.
    Positions are clipped to the text itself.
    """
    padded = [f" {text} " if text else "" for text in texts]
    lengths = np.array([len(text) for text in padded], dtype=np.int64)
    points = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    text_of = np.repeat(np.arange(len(texts)), lengths)
    prefix = _Prefix.of(points)
    found = [
        *(_character_runs(prefix, text_of, size) for size in settings.char_sizes),
        *_token_runs(prefix, text_of, _tokens(points), settings.token_sizes),
    ]
    begins = np.concatenate([run.begins for run in found])
    hashes = _finalise(np.concatenate([run.hashes for run in found]))
    first = np.cumsum(lengths) - lengths + 1
    return Ngrams(
        buckets=(hashes >> np.uint64(64 - settings.bits)).astype(np.int64),
        owners=text_of[begins],
        texts=len(texts),
        _begins=begins,
        _stops=np.concatenate([run.stops for run in found]),
        _first=first,
        _last=first + np.maximum(lengths - 2, 0),
    )


class _Prefix(NamedTuple):
    """What gives the polynomial hash of any range modulo 2^64 (numpy wraps around):
    `(sums[end] - sums[start]) * inverses[start]`."""

    sums: Hashes
    inverses: Hashes

    @classmethod
    def of(cls, points: npt.NDArray[np.uint32]) -> _Prefix:
        powers, inverses = _powers(_room(len(points)))
        sums = np.zeros(len(points) + 1, dtype=np.uint64)
        np.cumsum((points.astype(np.uint64) + np.uint64(1)) * powers[: len(points)], out=sums[1:])
        return cls(sums, inverses)


class _Runs(NamedTuple):
    """N-grams of one kind: where they begin and stop, and their hashes."""

    begins: Indices
    stops: Indices
    hashes: Hashes


def _character_runs(prefix: _Prefix, text_of: Indices, size: int) -> _Runs:
    """Every run of `size` characters that does not cross from one text into the next."""
    room = max(len(text_of) - size + 1, 0)
    inside = text_of[:room] == text_of[size - 1 :]
    # Slices, where indices would do as well, since they are several times faster.
    hashes = (prefix.sums[size:] - prefix.sums[:room]) * prefix.inverses[:room]
    begins = np.flatnonzero(inside)
    return _Runs(begins, begins + size, hashes[inside] ^ _salt(size))


def _token_runs(
    prefix: _Prefix, text_of: Indices, tokens: tuple[Indices, Indices], sizes: Sequence[int]
) -> Iterator[_Runs]:
    """Every run of `size` tokens within one text, hashed over the characters between them as well."""
    starts, ends = tokens
    for size in sizes:
        first, last = starts[: max(len(starts) - size + 1, 0)], ends[size - 1 :]
        inside = text_of[first] == text_of[last - 1]
        begins, stops = first[inside], last[inside]
        hashes = (prefix.sums[stops] - prefix.sums[begins]) * prefix.inverses[begins]
        yield _Runs(begins, stops, hashes ^ _salt(100 + size))


def _tokens(points: npt.NDArray[np.uint32]) -> tuple[Indices, Indices]:
    """Where tokens start and end: runs of word characters, and single marks of ASCII punctuation."""
    kinds = _ascii_kinds()[np.minimum(points, 128)]
    word, mark = kinds == 1, kinds == 2
    before = np.concatenate([[False], word[:-1]]) if len(word) else word
    after = np.concatenate([word[1:], [False]]) if len(word) else word
    starts = np.flatnonzero((word & ~before) | mark)
    ends = np.flatnonzero((word & ~after) | mark) + 1
    return starts, ends


@lru_cache(maxsize=1)
def _ascii_kinds() -> npt.NDArray[np.uint8]:
    """0 space or control, 1 part of a word, 2 a mark on its own; entry 128 stands for all beyond ASCII."""
    kinds = np.full(129, 2, dtype=np.uint8)
    kinds[:33] = 0
    kinds[127] = 0
    kinds[128] = 1
    for character in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'*_{}":
        kinds[ord(character)] = 1
    return kinds


def _room(length: int) -> int:
    """`length` rounded up to a power of two, so that few tables of powers are ever made."""
    return 1 << max(12, length.bit_length())


@lru_cache(maxsize=4)
def _powers(length: int) -> tuple[Hashes, Hashes]:
    tables = []
    for base in (_BASE, _INVERSE):
        table = np.full(length, base, dtype=np.uint64)
        table[0] = 1
        tables.append(np.cumprod(table, dtype=np.uint64))
    return tables[0], tables[1]


def _salt(kind: int) -> np.uint64:
    """A constant that keeps n-grams of different kinds apart even where their characters agree."""
    return np.uint64((kind * 0xD6E8FEB86659FD93) & _MASK)


def _finalise(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return np.asarray(values ^ (values >> np.uint64(33)), dtype=np.uint64)

"""Normalised text to hashed features: words, the character n-grams inside them, and words in company.

A text is cut into tokens: runs of word characters, and single marks of ASCII punctuation. Its features are

- each token, and every run of 3 to 5 characters inside it, the blanks around a word included;
- pairs of tokens, in the ways that `PAIRS` names: neighbours, words addressed to somebody, words denied.

Each feature is hashed to a bucket. Hashing needs no vocabulary, so a model is one array of weights and unseen
words cost nothing; and since what lies inside a token depends on the token alone, it can be summed once and
remembered (`classifier.linear`).

The hash is polynomial over code points modulo 2^64: prefix sums give the hash of *any* range of a buffer by
one subtraction and one multiplication (Karp and Rabin, 1987), after which MurmurHash3's 64-bit finaliser
spreads the bits (Appleby, 2011).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

#: An odd 64-bit multiplier and its inverse modulo 2^64.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MASK = (1 << 64) - 1

Indices = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Kinds = npt.NDArray[np.uint8]

#: A token: word characters, all beyond ASCII among them, or one mark.
TOKEN = re.compile(r"[a-z0-9'*_{}A-Z\x80-\U0010ffff]+|[!-)+-/:-@\[-^`|~]")

#: What a token is to its neighbours, as bits.
MARK, CLAUSE_END, SECOND_PERSON, NEGATION = 1, 2, 4, 8

_WORD_MARKS = frozenset("'*_{}")
_CLAUSE_ENDS = frozenset(".,!?;:")
_YOU = """
you your you're youre ur u yours yourself yourselves ya y'all yall u're thou
"""
_NOT = """
not no never nobody none nothing neither nor without hardly cannot ain't aint isn't isnt aren't arent wasn't
wasnt weren't werent don't dont doesn't doesnt didn't didnt can't cant couldn't couldnt won't wont wouldn't
wouldnt shouldn't shouldnt haven't havent hasn't hasnt
"""
_SECOND_PERSON = frozenset(_YOU.split())
_NEGATIONS = frozenset(_NOT.split())

#: Words so many words before or after one of the second person are said to somebody.
ADDRESS_STEPS = np.array([-4, -3, -2, -1, 1, 2, 3, 4, 5])
#: So many tokens after a negation are denied, unless the clause ends before.
DENIED = 4


#: Kinds of features, besides the lengths of character n-grams, which stand for themselves.
AT_DISTANCE, AFTER_YOU, BEFORE_YOU, DENIED_WORD = 100, 111, 112, 121


@dataclass(frozen=True, slots=True)
class NgramSettings:
    """How features are taken. Part of a model: a model only fits the settings it was trained with.

    `bits`: there are 2^bits buckets. `char_sizes`: lengths of the n-grams inside a word. `pairs`: the ways,
    named in `PAIRS`, in which two tokens make a feature.
    """

    bits: int = 18
    char_sizes: tuple[int, ...] = (3, 4, 5)
    pairs: tuple[str, ...] = ("next", "skip", "addressed", "denied")


class Pairs(NamedTuple):
    """Features of two tokens each: their buckets, and the positions of both among the batch's tokens."""

    buckets: Indices
    first: Indices
    second: Indices


def tokenise(text: str) -> list[str]:
    """The tokens of a normalised text.

    >>> tokenise("you're not wrong, {user}!")
    ["you're", 'not', 'wrong', ',', '{user}', '!']
    """
    return TOKEN.findall(text)


def kind_of(token: str) -> int:
    """What a token is to its neighbours: a sum of MARK, CLAUSE_END, SECOND_PERSON and NEGATION."""
    if len(token) == 1 and token.isascii() and not token.isalnum() and token not in _WORD_MARKS:
        return MARK | (CLAUSE_END if token in _CLAUSE_ENDS else 0)
    return SECOND_PERSON * (token in _SECOND_PERSON) | NEGATION * (token in _NEGATIONS)


def bucket_of(hashes: Hashes, bits: int) -> Indices:
    """The bucket of each hash: its highest bits."""
    return (hashes >> np.uint64(64 - bits)).astype(np.int64)


def salt(kind: int) -> np.uint64:
    """A constant that keeps features of different kinds apart even where their characters agree."""
    return np.uint64((kind * 0xD6E8FEB86659FD93) & _MASK)


def inside(tokens: Sequence[str], settings: NgramSettings) -> tuple[Hashes, Indices, Indices]:
    """The hash of each token, and the features that it has on its own, one for each time they occur in it.

    Returns the hashes, shape (tokens,); the buckets of all; and offsets, shape (tokens + 1,): token i has
    buckets[offsets[i]:offsets[i + 1]], its own first.
    """
    padded = [f" {token} " for token in tokens]
    lengths = np.array([len(token) for token in padded], dtype=np.int64)
    points = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    prefix = _Prefix.of(points)
    starts = np.cumsum(lengths) - lengths
    whole = _finalise(prefix.of_ranges(starts, starts + lengths))
    owner = np.repeat(np.arange(len(tokens)), lengths)
    # A lone mark has no insides: all that could be said of it is that it is there.
    plain = np.array([not kind_of(token) & MARK for token in tokens], dtype=bool)
    hashes, owners = [whole], [np.arange(len(tokens))]
    for size in settings.char_sizes:
        begins = np.arange(max(len(points) - size + 1, 0))
        begins = begins[(owner[begins] == owner[begins + size - 1]) & plain[owner[begins]]]
        hashes.append(_finalise(prefix.of_ranges(begins, begins + size) ^ salt(size)))
        owners.append(owner[begins])
    token_of = np.concatenate(owners)
    order = np.argsort(token_of, kind="stable")
    counts = np.bincount(token_of, minlength=len(tokens))
    buckets = bucket_of(np.concatenate(hashes)[order], settings.bits)
    return whole, buckets, np.concatenate([[0], np.cumsum(counts)])


def together(hashes: Hashes, kinds: Kinds, texts: Indices, settings: NgramSettings) -> Pairs:
    """The features of two tokens each, for a batch of texts.

    Takes the hash and the kind of every token of the batch in order, and the text that it is of.
    """
    found = [PAIRS[name](hashes, kinds) for name in settings.pairs]
    if not found:
        return Pairs(*(np.empty(0, dtype=np.int64) for _ in Pairs._fields))
    mixed, first, second = (np.concatenate(parts) for parts in zip(*found, strict=True))
    same = np.flatnonzero(texts[first] == texts[second])
    return Pairs(bucket_of(_finalise(mixed[same]), settings.bits), first[same], second[same])


class _Found(NamedTuple):
    """Pairs of tokens, perhaps across two texts: their hashes before they are finalised, and places."""

    hashes: Hashes
    first: Indices
    second: Indices


def _at_distance(hashes: Hashes, distance: int) -> _Found:
    first = np.arange(max(len(hashes) - distance, 0))
    second = first + distance
    return _Found(hashes[first] * np.uint64(3) + hashes[second] + salt(AT_DISTANCE + distance), first, second)


def _next(hashes: Hashes, kinds: Kinds) -> _Found:
    """Two neighbours."""
    return _at_distance(hashes, 1)


def _skip(hashes: Hashes, kinds: Kinds) -> _Found:
    """Two tokens with one between them."""
    return _at_distance(hashes, 2)


def _addressed(hashes: Hashes, kinds: Kinds) -> _Found:
    """A word not far from "you", whatever stands between. Before and after it are two things."""
    words = np.flatnonzero((kinds & MARK) == 0)
    you = np.flatnonzero(kinds[words] & SECOND_PERSON)[:, None]
    near = you + ADDRESS_STEPS
    there = (near >= 0) & (near < len(words))
    first = words[np.broadcast_to(you, near.shape)[there]]
    second = words[near[there]]
    salts = np.where(second > first, salt(AFTER_YOU), salt(BEFORE_YOU))
    return _Found(hashes[second] + salts, first, second)


def _denied(hashes: Hashes, kinds: Kinds) -> _Found:
    """A token after a negation, within its clause."""
    negations = np.flatnonzero(kinds & NEGATION)[:, None]
    after = negations + np.arange(1, DENIED + 1)
    inside_text = after < len(kinds)
    ends = (kinds[np.where(inside_text, after, 0)] & CLAUSE_END) != 0
    there = inside_text & ~np.logical_or.accumulate(ends, axis=1)
    second = after[there]
    return _Found(hashes[second] + salt(DENIED_WORD), np.broadcast_to(negations, after.shape)[there], second)


#: The ways in which two tokens make a feature. A model file names those that it uses.
PAIRS: dict[str, Callable[[Hashes, Kinds], _Found]] = {
    "next": _next,
    "skip": _skip,
    "addressed": _addressed,
    "denied": _denied,
}


class _Prefix(NamedTuple):
    """What gives the polynomial hash of any range modulo 2^64 (numpy wraps around)."""

    sums: Hashes
    inverses: Hashes

    @classmethod
    def of(cls, points: npt.NDArray[np.uint32]) -> _Prefix:
        powers, inverses = _powers(_room(len(points)))
        sums = np.zeros(len(points) + 1, dtype=np.uint64)
        np.cumsum((points.astype(np.uint64) + np.uint64(1)) * powers[: len(points)], out=sums[1:])
        return cls(sums, inverses)

    def of_ranges(self, begins: Indices, stops: Indices) -> Hashes:
        return np.asarray((self.sums[stops] - self.sums[begins]) * self.inverses[begins])


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


def _finalise(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return np.asarray(values ^ (values >> np.uint64(33)), dtype=np.uint64)

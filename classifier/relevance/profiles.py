"""What the comparison needs of some texts, cut up together: arrays are filled for many texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.relevance.vectors import WordVectors
from classifier.relevance.words import IDF_BITS, MOST_WORDS, STEM_LENGTH, WORD_OR_BREAK, bucket

#: A sentence of fewer pieces is no part to compare.
SHORTEST_PART = 3
#: So many words are looked up once only.
MOST_REMEMBERED = 1 << 16
#: Keeps a division by a spread or a length from one by zero.
TINY = 1e-6

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Background:
    """How vectors of unrelated texts are spread: their mean, shape (d,), and covariance, shape (d, d)."""

    mean: Floats
    covariance: Floats

    def against(self, directions: Floats) -> tuple[Floats, Floats]:
        """Mean and standard deviation of each direction's cosine with an unrelated text."""
        variance = np.einsum("nd,nd->n", directions @ self.covariance, directions)
        return directions @ self.mean, np.sqrt(np.maximum(variance, 0.0)) + np.float32(0.03)


@dataclass(frozen=True, slots=True)
class Profiles:
    """Some texts, n of them. What is sparse is in parallel arrays, ordered by text: `…_of` names the text.

    `centre` is the direction of the sum of a text's vectors, shape (n, d), and `length` that sum's length;
    `expected` and `spread` are of its cosine with an unrelated text. A part is a sentence; a piece a word
    that has a vector, or what stands for a part of an unknown word. A text that has no piece is not `known`.
    """

    known: npt.NDArray[np.bool_]
    centre: Floats
    length: Floats
    expected: Floats
    spread: Floats
    part_of: Ints
    part: Floats  # direction of each part, shape (parts, d)
    part_weight: Floats
    piece_of: Ints
    piece: Ints  # row in `directions`
    piece_weight: Floats
    weight: Floats  # of all of a text's pieces together
    directions: Floats  # of each piece that occurs, shape (distinct pieces, d)
    stem_of: Ints
    stem: Ints  # bucket
    stem_weight: Floats
    rarity: Floats
    stem_length: Floats  # length of each text's vector of stem weights
    whole_rarity: Floats
    stems: Floats  # how many distinct ones


class Lexicon(dict[str, tuple[int, tuple[int, ...]]]):
    """What is known of a word: the bucket of its stem, and the rows of its vector or pieces. For what parts
    two sentences the bucket is -1. Words are looked up when they are first met."""

    def __init__(self, vectors: WordVectors) -> None:
        super().__init__()
        self.vectors = vectors

    def __missing__(self, word: str) -> tuple[int, tuple[int, ...]]:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        is_word = word[0].isalnum()
        found = (bucket(word[:STEM_LENGTH]), self.vectors.rows(word)) if is_word else (-1, ())
        self[word] = found
        return found


def profiles(
    texts: Sequence[str], lexicon: Lexicon, idf: npt.NDArray[np.float32], background: Background
) -> Profiles:
    """The profiles of normalised texts. `idf` is each hashed stem's rarity."""
    count = len(texts)
    cuts = [WORD_OR_BREAK.findall(text)[:MOST_WORDS] for text in texts]
    of = np.repeat(np.arange(count), [len(cut) for cut in cuts])
    found = [lexicon[word] for cut in cuts for word in cut]
    buckets = np.array([bucket for bucket, _ in found], dtype=np.int64)
    pieces = [rows for _, rows in found]
    return Profiles(
        **_of_vectors(pieces, of, buckets >= 0, count, lexicon.vectors, background),
        **_of_stems(buckets, of, count, idf),
    )


def _of_stems(buckets: Ints, of: Ints, count: int, idf: npt.NDArray[np.float32]) -> dict[str, Any]:
    keys, times = np.unique((of << IDF_BITS | buckets)[buckets >= 0], return_counts=True)
    stem_of, stem = keys >> IDF_BITS, keys & ((1 << IDF_BITS) - 1)
    rarity = idf[stem]
    weight = rarity * (1 + np.log(times)).astype(np.float32)
    return {
        "stem_of": stem_of,
        "stem": stem,
        "stem_weight": weight,
        "rarity": rarity,
        "stem_length": np.sqrt(total(weight * weight, stem_of, count)) + TINY,
        "whole_rarity": total(rarity, stem_of, count) + TINY,
        "stems": np.bincount(stem_of, minlength=count).astype(np.float32),
    }


def _of_vectors(
    pieces: list[tuple[int, ...]],
    of: Ints,
    is_word: npt.NDArray[np.bool_],
    count: int,
    vectors: WordVectors,
    background: Background,
) -> dict[str, Any]:
    lengths = np.array(list(map(len, pieces)), dtype=np.int64)
    rows = np.array(list(chain.from_iterable(pieces)), dtype=np.int64)
    # A break begins a new part, and so does a new text.
    begins = ~is_word
    begins[1:] |= of[1:] != of[:-1]
    part = np.repeat(np.cumsum(begins), lengths).astype(np.int64)
    of = np.asarray(np.repeat(of, lengths), dtype=np.int64)

    distinct, places = np.unique(rows, return_inverse=True)
    taken = vectors.take(distinct)
    taken_lengths = np.linalg.norm(taken, axis=1)
    sums, part_of, part_sizes = _part_sums(taken[places], part, of)
    whole = total(sums, part_of, count)
    centre, length = _directions(whole)
    long_enough = part_sizes >= SHORTEST_PART
    # A text without a whole sentence is its own part.
    without = np.setdiff1d(np.unique(of), part_of[long_enough])
    parts = np.concatenate([sums[long_enough], whole[without]])
    order = np.argsort(parts_of := np.concatenate([part_of[long_enough], without]), kind="stable")
    part_directions, part_weight = _directions(parts[order])

    keys, times = np.unique(of * np.int64(len(distinct) + 1) + places, return_counts=True)
    piece_of, piece = np.divmod(keys, len(distinct) + 1)
    piece_weight = taken_lengths[piece] * np.sqrt(times).astype(np.float32)
    expected, spread = background.against(centre)
    return {
        "known": np.bincount(of, minlength=count) > 0,
        "centre": centre,
        "length": length,
        "expected": expected,
        "spread": spread,
        "part_of": parts_of[order],
        "part": part_directions,
        "part_weight": part_weight,
        "piece_of": piece_of,
        "piece": piece,
        "piece_weight": piece_weight,
        "weight": total(piece_weight, piece_of, count) + TINY,
        "directions": taken / np.maximum(taken_lengths, TINY)[:, None],
    }


def _part_sums(taken: Floats, part: Ints, of: Ints) -> tuple[Floats, Ints, Ints]:
    """The sum of each part's vectors, whose text it is of, and how many pieces it has."""
    starts = _starts(part)
    sizes = np.diff(np.append(starts, len(part)))
    sums = np.add.reduceat(taken, starts, axis=0) if len(starts) else taken
    return sums, of[starts], sizes


def _directions(sums: Floats) -> tuple[Floats, Floats]:
    lengths = np.linalg.norm(sums, axis=1)
    return sums / np.maximum(lengths, TINY)[:, None], lengths


def _starts(of: Ints) -> Ints:
    """Where each run of one number begins."""
    return np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]])) if len(of) else of


def total(values: npt.NDArray[Any], of: Ints, count: int) -> Floats:
    """The sum of each text's values, 0 where it has none. `of` ascends."""
    return _reduced(np.add, values, of, count)


def most(values: npt.NDArray[Any], of: Ints, count: int) -> Floats:
    """The largest of each text's values, 0 where it has none. `of` ascends."""
    return _reduced(np.maximum, values, of, count)


def _reduced(by: np.ufunc, values: npt.NDArray[Any], of: Ints, count: int) -> Floats:
    found = np.zeros((count, *values.shape[1:]), dtype=np.float32)
    starts = _starts(of)
    if len(starts):
        found[of[starts]] = by.reduceat(values, starts, axis=0)
    return found


def largest(values: Floats, of: Ints, count: int, number: int) -> Floats:
    """Each text's largest values, descending, 0 where there are fewer, shape (n, number). `of` ascends."""
    order = np.lexsort((-values, of))
    starts = np.searchsorted(of, np.arange(count))
    place = np.arange(len(of)) - starts[of]
    found = np.zeros((count, number), dtype=np.float32)
    kept = place < number
    found[of[kept], place[kept]] = values[order][kept]
    return found

"""Find texts that are nearly the same among those at hand, and tell exactly how alike: for checking corpora.

A text is the set of its character 5-grams after folding case and white space. MinHash (Broder 1997) sketches
each set in 64 numbers whose share of agreement estimates the Jaccard similarity of two sets; banding
(Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", section 3.4) finds the pairs worth comparing;
every pair is then verified on the sets themselves. The hash functions are fixed, so results never vary.

`classifier.sketches` compares millions of texts, none of which it keeps, by the same method: there a pair is
verified on the sketches, and what a campaign varies for free (emoji, look-alike letters) is folded as well.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SHINGLE = 5  # characters; long enough that unrelated English shares little, short enough for a chat line
SKETCH = 64  # numbers a sketch
MISS = 0.01  # the share of true pairs right at the threshold that banding may lose
NEIGHBOURS = 100  # in a crowded bucket a text is compared with this many after it, not with all

ODD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


class Pair(NamedTuple):
    """Two texts by index, `first < second`, and the Jaccard similarity of their shingles."""

    first: int
    second: int
    similarity: float


def mix(values: Hashes) -> Hashes:
    """Scatter 64-bit numbers evenly (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_FACTORS: Hashes = mix(np.arange(1, SKETCH + 1, dtype=np.uint64) * ODD) | np.uint64(1)
_OFFSETS: Hashes = mix(np.arange(SKETCH + 1, 2 * SKETCH + 1, dtype=np.uint64) * ODD)


def _distinct(values: Hashes) -> Hashes:
    """Sorted, without repeats. Quicker here than numpy's `unique`, which hashes what is hashed already."""
    values = np.sort(values)
    return values[np.append(True, values[1:] != values[:-1])] if len(values) else values


def fold(text: str) -> str:
    """The text as it is compared: compatibility forms, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def shingles(text: str) -> Hashes:
    """The sorted, distinct hashes of the text's character 5-grams; a shorter text is one shingle."""
    folded = fold(text)
    points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    width = max(1, min(SHINGLE, len(points)))
    count = len(points) - width + 1
    rolled = np.full(max(count, 0), width, dtype=np.uint64)
    for offset in range(width):
        rolled = rolled * ODD + points[offset : offset + count]
    return _distinct(mix(rolled))


def sketch(hashes: Hashes) -> NDArray[np.uint32]:
    """The MinHash sketch of a set of shingles: 64 numbers. Of an empty set every number is the largest."""
    if not len(hashes):
        return np.full(SKETCH, np.iinfo(np.uint32).max, dtype=np.uint32)
    least: Hashes = np.min((hashes[:, None] * _FACTORS + _OFFSETS) >> _HALF, axis=0)
    return least.astype(np.uint32)


def jaccard(one: Hashes, other: Hashes) -> float:
    """Shared shingles over all shingles, in [0, 1]; two empty sets are the same."""
    if not len(one) and not len(other):
        return 1.0
    both = np.concatenate((one, other))
    both.sort()
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared / (len(both) - shared)


def near_duplicates(texts: Sequence[str], threshold: float = 0.8, own: int | None = None) -> list[Pair]:
    """All pairs of texts whose Jaccard similarity reaches `threshold`, in (0, 1], sorted by index.

    With `own`, only pairs that hold one of the first `own` texts: ours compared with a larger collection.

    A text that folds to the same as an earlier one is paired with the first of them alone, so that a
    thousand copies give 999 pairs. A pair right at the threshold is missed with probability below 1 %; in a
    crowd of over a hundred alike each is compared with its neighbours, which keeps the crowd connected.
    """
    own = len(texts) if own is None else own
    firsts, pairs = _exact(texts)
    sets = [shingles(texts[index]) for index in firsts]
    if len(sets) > 1:
        sketches = np.stack([sketch(each) for each in sets])
        for one, other in _candidates(sketches, threshold, bisect_left(firsts, own)):
            # The sizes alone bound the similarity from above, and are cheap to compare.
            small, large = sorted((len(sets[one]), len(sets[other])))
            if small >= threshold * large and (found := jaccard(sets[one], sets[other])) >= threshold:
                pairs.append(Pair(firsts[one], firsts[other], found))
    return sorted(pair for pair in pairs if pair.first < own)


def _exact(texts: Sequence[str]) -> tuple[list[int], list[Pair]]:
    """Indices of the first text of each folded form, and a pair for every later copy."""
    seen: dict[str, int] = {}
    pairs = []
    for index, text in enumerate(texts):
        first = seen.setdefault(fold(text), index)
        if first != index:
            pairs.append(Pair(first, index, 1.0))
    return list(seen.values()), pairs


def _rows_a_band(threshold: float) -> int:
    """The most rows a band may have so that a pair at the threshold meets in some band almost surely."""
    for rows in range(8, 1, -1):
        if (1 - threshold**rows) ** (SKETCH // rows) <= MISS:
            return rows
    return 1


def _candidates(sketches: NDArray[np.uint32], threshold: float, own: int) -> Iterator[tuple[int, int]]:
    """Pairs of rows, one of the first `own` among them, that agree on all of at least one band, each once."""
    rows = _rows_a_band(threshold)
    count = len(sketches)
    codes = np.empty(0, dtype=np.uint64)
    for start in range(0, SKETCH - rows + 1, rows):
        keys = np.zeros(count, dtype=np.uint64)
        for column in range(start, start + rows):
            keys = mix(keys * ODD + sketches[:, column].astype(np.uint64))
        order = np.argsort(keys, kind="stable")
        ranked = keys[order]
        found = [codes]
        for step in range(1, min(NEIGHBOURS + 1, count)):
            # The sort is stable, so the earlier row of a bucket stands first.
            meets = np.flatnonzero(ranked[step:] == ranked[:-step])
            if not len(meets):
                break
            first, second = order[meets], order[meets + step]
            code = first.astype(np.uint64) * np.uint64(count) + second.astype(np.uint64)
            found.append(code[first < own])
        codes = _distinct(np.concatenate(found))
    return ((int(code) // count, int(code) % count) for code in codes)

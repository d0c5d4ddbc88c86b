"""Comments none of which is a copy of another, for they are composed as real ones put words together.

Each word follows one that it follows in some real comment, as often as there (a Markov chain of the first
order). So common phrases are as common as they are, while no two comments are made from one. Words are plain
ones: a second comment with the same long link would be half a copy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier.sketches.sketch import sketch

_PLAIN = re.compile(r"[\"'(]*[A-Za-z0-9][A-Za-z0-9'’-]{0,18}[.,!?;:)\"']{0,3}|[-&!?.]{1,3}")
_LEAST_WORDS, _MOST_WORDS = 3, 150
# A word that is rarer brings its one continuation along, and with it a piece of a real comment.
_SELDOM = 5
_AT_ONCE = 8192

Numbers = npt.NDArray[np.int64]


class Composer:
    """Composes comments; what it gave never comes again, apart from letters that don't count."""

    def __init__(self, learnt: Sequence[str], seed: int) -> None:
        self._random = np.random.default_rng(seed)
        comments = [[word for word in text.split() if _PLAIN.fullmatch(word)] for text in learnt]
        numbers: dict[str, int] = {"\n": 0}
        flat = [numbers.setdefault(word, len(numbers)) for words in comments for word in [*words, "\n"]]
        self._flat = np.array(flat, dtype=np.int64)
        self._words = np.array(list(numbers), dtype=object)
        self._order = np.argsort(self._flat, kind="stable")
        self._counts = np.bincount(self._flat)
        self._starts = np.cumsum(self._counts) - self._counts
        lengths = [len(words) for words in comments if _LEAST_WORDS <= len(words) <= _MOST_WORDS]
        self._lengths = np.array(lengths, dtype=np.int64)
        self._given: set[int] = set()

    def compose(self, count: int) -> list[str]:
        """So many new comments."""
        found: list[str] = []
        while len(found) < count:
            drafts = self._draft(min(_AT_ONCE, count - len(found)))
            for text, digest in zip(drafts, _digests(drafts), strict=True):
                if not digest or digest not in self._given:
                    self._given.add(digest)
                    found.append(text)
        return found

    def _draft(self, count: int) -> list[str]:
        lengths = self._random.choice(self._lengths, count)
        drafts = np.zeros((count, int(lengths.max())), dtype=np.int64)
        at = self._anywhere(count)
        for place in range(drafts.shape[1]):
            live = np.flatnonzero(lengths > place)
            words = self._flat[at[live]]
            drafts[live, place] = words
            one_of = self._random.random(len(words)) * self._counts[words]
            follows = self._order[self._starts[words] + one_of.astype(np.int64)] + 1
            breaks = (self._flat[follows] == 0) | (self._counts[words] < _SELDOM)
            follows[breaks] = self._anywhere(int(breaks.sum()))
            at[live] = follows
        return [
            " ".join(self._words[draft[:length]])
            for draft, length in zip(drafts, lengths.tolist(), strict=True)
        ]

    def _anywhere(self, count: int) -> Numbers:
        """Places of words in the real comments, drawn at random."""
        at = self._random.integers(0, len(self._flat) - 1, count)
        while len(ends := np.flatnonzero(self._flat[at] == 0)):
            at[ends] = self._random.integers(0, len(self._flat) - 1, len(ends))
        return at


def _digests(texts: list[str]) -> list[int]:
    """What is equal for texts with the same letters; 0 for short ones."""
    encoded = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    digests: list[int] = sketch(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets).texts.tolist()
    return digests

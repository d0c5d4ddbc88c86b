"""A comment against its topic: does it belong here?

Both are cut into stems, weighted by how rare each stem is (inverse document frequency), and compared in a
few ways; a logistic regression over those few numbers gives the probability that the comment is off topic.
A stem is the first five letters of a word: cutting needs no import, is not tied to English, and told related
pairs from unrelated ones as well as Snowball's English stemmer did.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from classifier.text.normalise import clean

STEM_LENGTH = 5
IDF_BITS = 16

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Stem:
    """One word of a text: its stem and where the word stands."""

    key: str
    start: int
    end: int


def stems(text: str) -> list[Stem]:
    """The stems of a normalised text, in order.

    >>> [stem.key for stem in stems("sanctions on chips")]
    ['sanct', 'on', 'chips']
    """
    return [Stem(word[0][:STEM_LENGTH], word.start(), word.end()) for word in _WORD.finditer(text)]


def bucket(stem: str) -> int:
    """Where a stem's weight stands in the table of weights."""
    return zlib.crc32(stem.encode("utf-8", "surrogatepass")) & ((1 << IDF_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the comparison needs of one text: the weight of each stem, their norm, and its 4-grams."""

    weights: dict[str, float]
    rarity: dict[str, float]
    norm: float
    grams: frozenset[str]


#: Names of the numbers that `compare` gives, in order. A model file records them.
FEATURES = (
    "cosine",
    "root_cosine",
    "shared_share",
    "rarest_shared",
    "second_shared",
    "third_shared",
    "gram_cosine",
    "comment_stems",
    "topic_stems",
    "shared_stems",
)


def compare(comment: Profile, topic: Profile) -> list[float]:
    """How alike a comment and its topic are: one number for each name in `FEATURES`."""
    shared = comment.weights.keys() & topic.weights.keys()
    norms = comment.norm * topic.norm
    cosine = sum(comment.weights[stem] * topic.weights[stem] for stem in shared) / norms if norms else 0.0
    rarest = sorted((comment.rarity[stem] for stem in shared), reverse=True)
    whole = sum(comment.rarity.values())
    grams = math.sqrt(len(comment.grams) * len(topic.grams))
    first, second, third = [*rarest, 0.0, 0.0, 0.0][:3]
    return [
        cosine,
        math.sqrt(max(cosine, 0.0)),
        sum(rarest) / whole if whole else 0.0,
        first,
        second,
        third,
        len(comment.grams & topic.grams) / grams if grams else 0.0,
        math.log1p(len(comment.weights)),
        math.log1p(len(topic.weights)),
        math.log1p(len(shared)),
    ]


class Relevance:
    """Scores comments against topics.

    Parameters: `idf`, the rarity of each hashed stem, shape (2^16,); `coefficients`, one for each feature
    and the intercept last, shape (11,).
    """

    def __init__(self, idf: npt.NDArray[np.float16], coefficients: npt.NDArray[np.float64]) -> None:
        self._idf = idf
        self._coefficients = coefficients
        self._topic = lru_cache(maxsize=1024)(self._cleaned_profile)

    def profile(self, text: str) -> Profile:
        """The profile of a normalised text."""
        counts = Counter(stem.key for stem in stems(text))
        rarity = {stem: float(self._idf[bucket(stem)]) for stem in counts}
        weights = {stem: rarity[stem] * (1 + math.log(count)) for stem, count in counts.items()}
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        return Profile(weights, rarity, norm, frozenset(text[i : i + 4] for i in range(len(text) - 3)))

    def _cleaned_profile(self, topic: str) -> Profile:
        return self.profile(clean(topic))

    def features(self, text: str, topic: str) -> list[float]:
        """The numbers of `FEATURES` for a normalised comment and a topic as given."""
        return compare(self.profile(text), self._topic(topic))

    def logits(self, texts: Sequence[str], topics: Sequence[str | None]) -> npt.NDArray[np.float64]:
        """Log-odds that each normalised comment is off topic; NaN where there is no topic or no word."""
        found = np.full(len(texts), np.nan)
        for row, (text, topic) in enumerate(zip(texts, topics, strict=True)):
            if topic and topic.strip() and _WORD.search(text):
                numbers = np.asarray(self.features(text, topic))
                found[row] = float(numbers @ self._coefficients[:-1]) + float(self._coefficients[-1])
        return found

    def foreign(self, text: str, topic: str) -> list[tuple[Stem, float]]:
        """The words of a normalised comment that its topic lacks, each with its rarity."""
        known = self._topic(topic).weights
        return [(stem, float(self._idf[bucket(stem.key)])) for stem in stems(text) if stem.key not in known]

"""A comment against its topic: does it belong here?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from classifier.relevance.compare import FEATURES, compare
from classifier.relevance.profiles import TINY, Background, Lexicon, Profiles, profiles
from classifier.relevance.vectors import WordVectors
from classifier.relevance.words import Stem, bucket, stems
from classifier.text.clean import clean

#: A comment of less than this is too short to tell. The sum of its words' lengths; a telling word's is 1.
LEAST_WEIGHT = 5.0

#: A word is near the topic from this cosine with one of the topic's words: of pairs drawn at random, fewer
#: than one in two hundred are as near.
NEAR = 0.3

#: Comments compared at a time: their arrays then stay in the processor's cache.
_BATCH = 256

Doubles = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What of a comment its topic has and lacks.

    `shared`: words whose stem the topic has. `near`: other words, each with the topic's word that it is
    nearest to. `foreign`: the words that are neither, each with its weight: how rare it is, and how far off.
    """

    shared: tuple[Stem, ...]
    near: tuple[tuple[Stem, str], ...]
    foreign: tuple[tuple[Stem, float], ...]


class Relevance:
    """Scores comments against topics.

    Parameters: `idf`, the rarity of each hashed stem, shape (2^16,); `vectors` and `background`, see there;
    `knots`, ascending, between which each feature's share of the log-odds is a straight line, shape
    (features, knots); `coefficients`, one for each stretch between two knots and the intercept last.
    """

    def __init__(
        self,
        idf: npt.NDArray[np.float16],
        vectors: WordVectors,
        background: Background,
        knots: Doubles,
        coefficients: Doubles,
    ) -> None:
        self.vectors = vectors
        self._lexicon = Lexicon(vectors)
        self._idf = idf.astype(np.float32)
        self._background = background
        self._knots = knots
        self._coefficients = coefficients
        # One comment may be compared with one topic after the other.
        self._single = lru_cache(maxsize=16)(lambda text: self._profiles([text]))
        self._topic = lru_cache(maxsize=1024)(self._topic_profile)

    def profiles(self, texts: Sequence[str]) -> Profiles:
        """The profiles of normalised texts."""
        return self._single(texts[0]) if len(texts) == 1 else self._profiles(texts)

    def _profiles(self, texts: Sequence[str]) -> Profiles:
        return profiles(texts, self._lexicon, self._idf, self._background)

    def _topic_profile(self, topic: str) -> Profiles:
        return self.profiles([clean(topic)])

    def features(self, texts: Sequence[str], topics: Sequence[str | None]) -> Floats:
        """The numbers of `FEATURES` for normalised comments and topics as given, shape (texts, features).

        NaN where it can't be told: without a topic, or where the comment or the topic says too little.
        """
        found = np.full((len(texts), len(FEATURES)), np.nan, dtype=np.float32)
        under: dict[str, list[int]] = defaultdict(list)
        for row, topic in enumerate(topics):
            if topic and topic.strip():
                under[topic].append(row)
        for topic, rows in under.items():
            profile = self._topic(topic)
            if not profile.known[0]:
                continue
            for batch in _batches(rows):
                comments = self.profiles([texts[row] for row in batch])
                told = comments.known & (comments.weight >= LEAST_WEIGHT)
                if told.any():
                    found[np.array(batch)[told]] = compare(comments, profile)[told]
        return found

    def logits(self, texts: Sequence[str], topics: Sequence[str | None]) -> Doubles:
        """Log-odds that each normalised comment is off topic; NaN where it can't be told."""
        if len(texts) != len(topics):
            raise ValueError(f"{len(texts)} comments, but {len(topics)} topics")
        return self._log_odds(self.features(texts, topics))

    def _log_odds(self, features: Floats) -> Doubles:
        steps = ramps(features, self._knots)
        return np.asarray(steps @ self._coefficients[:-1] + self._coefficients[-1])

    def nearest(self, text: str, topics: Sequence[str]) -> list[tuple[str, float]]:
        """The topics, nearest to a normalised comment first, each with the log-odds that it is off topic
        there. Topics for which it can't be told are left out."""
        logits = self.logits([text] * len(topics), topics)
        return [
            (topics[place], float(logits[place])) for place in np.argsort(logits) if logits[place] < np.inf
        ]

    def best(self, text: str, topics: Sequence[str], most: int = 2) -> tuple[str, float] | None:
        """The topic that a normalised comment fits best, and the log-odds that it is off topic there.

        Only the `most` topics whose words point nearest to the comment's are compared in full, so that many
        topics cost little more than one. None where it can't be told.
        """
        comment = self.profiles([text])
        if not comment.known[0] or comment.weight[0] < LEAST_WEIGHT:
            return None
        known = [(topic, profile) for topic in topics if (profile := self._topic(topic)).known[0]]
        if not known:
            return None
        cosines = np.concatenate([profile.centre for _, profile in known]) @ comment.centre[0]
        nearest = [known[place] for place in np.argsort(-cosines, kind="stable")[:most]]
        numbers = np.concatenate([compare(comment, profile) for _, profile in nearest])
        logits = self._log_odds(numbers)
        place = int(np.argmin(logits))
        return nearest[place][0], float(logits[place])

    def explain(self, text: str, topic: str) -> Explanation:
        """Which words of a normalised comment the topic has, which are near to it and which are foreign."""
        about = stems(clean(topic))
        known = {stem.key for stem in about}
        topic_words = list(dict.fromkeys(clean(topic)[stem.start : stem.end] for stem in about))
        words = stems(text)
        cosines = self._directions([text[stem.start : stem.end] for stem in words]) @ (
            self._directions(topic_words).T
        )
        shared, near, foreign = [], [], []
        for number, stem in enumerate(words):
            best = int(cosines[number].argmax()) if topic_words else -1
            nearness = float(cosines[number, best]) if topic_words else 0.0
            rarity = float(self._idf[bucket(stem.key)])
            if stem.key in known:
                shared.append(stem)
            elif nearness >= NEAR:
                near.append((stem, topic_words[best]))
            else:
                foreign.append((stem, rarity * (1 - max(nearness, 0.0))))
        return Explanation(tuple(shared), tuple(near), tuple(foreign))

    def foreign(self, text: str, topic: str) -> list[tuple[Stem, float]]:
        """The words of a normalised comment that its topic has nothing of, each with its weight."""
        return list(self.explain(text, topic).foreign)

    def _directions(self, words: Sequence[str]) -> Floats:
        """The direction of each word's vector, shape (words, d); zero for one of which nothing is known."""
        found = np.zeros((len(words), self.vectors.size), dtype=np.float32)
        for number, word in enumerate(words):
            if rows := self.vectors.rows(word):
                found[number] = self.vectors.take(np.array(rows)).sum(axis=0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, TINY), dtype=np.float32)


def ramps(numbers: Floats, knots: Doubles) -> Doubles:
    """How far along each stretch between two of its knots each number is: 0 before it, 1 beyond it.

    A weighted sum of these is a broken line. Shape (rows, features × (knots - 1)).
    """
    starts, widths = knots[:, :-1], np.diff(knots, axis=1)
    along = (numbers[:, :, None] - starts) / np.maximum(widths, TINY)
    flat = np.clip(along, 0.0, 1.0).reshape(len(numbers), widths.size)
    return np.asarray(flat, dtype=np.float64)


def _batches(rows: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]

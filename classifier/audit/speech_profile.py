"""How a community writes, in two numbers: the words that the model cannot know, and the languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classifier.text.clean import clean
from classifier.text.language import is_english
from classifier.text.vocabulary import is_known_word
from classifier.text.words import words


@dataclass(frozen=True, slots=True)
class SpeechProfile:
    """`unknown` is the share of words outside the vocabulary, `foreign` that of comments not in English."""

    unknown: float
    foreign: float


def profile(texts: Sequence[str], weights: Sequence[float] | None = None) -> SpeechProfile:
    """The profile of comments; each counts `weights` times, once by default. NaN without any."""
    if not texts:
        return SpeechProfile(float("nan"), float("nan"))
    cleaned = [clean(text) for text in texts]
    each = np.ones(len(texts)) if weights is None else np.asarray(weights, dtype=np.float64)
    counted = np.array([_unknown(text) for text in cleaned], dtype=np.float64)
    foreign = np.array([not is_english(text) for text in cleaned])
    unknown, total = each @ counted
    return SpeechProfile(float(unknown / total) if total else 0.0, float(each @ foreign / each.sum()))


def _unknown(text: str) -> tuple[int, int]:
    """How many words of a normalised text are unknown, and how many there are; numbers and marks are none."""
    found = [text[start:end] for start, end in words(text)]
    letters = [word for word in found if word.isalpha()]
    return sum(not is_known_word(word) for word in letters), len(letters)

"""The simplest explanation there is: a list of words that people mostly mark."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from benchmarks.model_card.sets import EvaluationSet
from classifier.text.words import words

MARKED_SHARE = 0.5  # of a word's occurrences
FEWEST = 2  # occurrences; a word seen once tells nothing


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in lower case."""

    words: frozenset[str]

    def mark(self, text: str) -> list[tuple[int, int]]:
        """Where listed words stand, in code points."""
        return [(start, end) for start, end in words(text) if text[start:end].lower() in self.words]


def read_lexicon(marked: EvaluationSet) -> Lexicon:
    """The words that lie in people's marks at least half of the time."""
    seen: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for text, spans in zip(marked.texts, marked.spans, strict=True):
        places = {place for start, end in spans for place in range(start, end)}
        for start, end in words(text):
            word = text[start:end].lower()
            seen[word] += 1
            inside[word] += places.issuperset(range(start, end))
    listed = (
        word for word, times in seen.items() if times >= FEWEST and inside[word] >= MARKED_SHARE * times
    )
    return Lexicon(frozenset(listed))

"""Which rows a model may learn from: licensed ones, held out for nothing, and not got from Discord."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from classifier.training.corpora import Corpus, Row

#: Sources that were collected on Discord, whose Developer Policy forbids training on its messages.
DISCORD_SOURCES = frozenset({"chat_racket", "chat_clojure"})


def objection(row: Row, licences: Sequence[str]) -> str | None:
    """Why a row may not be learnt from, or None if it may."""
    if row.source in DISCORD_SOURCES:
        return f"{row.source}: messages from Discord may not train a model"
    if row.split == "test":
        return f"{row.source}: held out for testing"
    if row.licence not in licences:
        return f"{row.source}: licence {row.licence} is not among the recipe's"
    return None


def admit(corpus: Corpus, licences: Sequence[str]) -> tuple[Corpus, Counter[str]]:
    """The rows that may be learnt from, and how many were refused for which reason."""
    objections = [objection(row, licences) for row in corpus.rows]
    refused = Counter(reason for reason in objections if reason is not None)
    return corpus.select(reason is None for reason in objections), refused

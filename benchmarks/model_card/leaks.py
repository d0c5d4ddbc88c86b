"""Comments that a model learns from and is measured on, too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from classifier.training.holdout import text_hash


def overlaps(
    learnt: Iterable[tuple[str, str]], measured: Mapping[str, Iterable[str]]
) -> Counter[tuple[str, str]]:
    """How many learnt rows of each source, given as (source, text), stand in each measured set too."""
    sets = defaultdict(set)
    for name, texts in measured.items():
        for text in texts:
            sets[text_hash(text)].add(name)
    return Counter((source, name) for source, text in learnt for name in sets.get(text_hash(text), ()))

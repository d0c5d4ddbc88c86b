"""Words written from back to front: "toidi"."""

from __future__ import annotations

from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.vocabulary import is_known_word

_SHORTEST, _SHORTEST_ORDINARY = 4, 6


def backwards(word: str) -> str | None:
    """Read from the end, where that makes a hidden word, or an ordinary one that is too long for chance."""
    turned = word[::-1]
    if len(word) < _SHORTEST:
        return None
    if is_hidden_word(turned) or (len(word) >= _SHORTEST_ORDINARY and is_known_word(turned)):
        return turned
    return None

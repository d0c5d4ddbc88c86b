"""One slip of the finger: two letters swapped ("idoit") or one lost ("idit")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from classifier.text.steps.hidden_words import hidden_words, is_hidden_word
from classifier.text.vocabulary import is_known_word, seldom_words

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
# A word of this length may have lost a letter, and one of that length also its first or its last.
_LOSES_ONE, _LOSES_AN_END = 5, 6


def swapped(word: str) -> str | None:
    """Swap two neighbours back, if that makes just one hidden word and no ordinary one."""
    if len(word) < _SHORTEST:
        return None
    return _only_hidden(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def lost(word: str) -> str | None:
    """Put a lost letter back, if that makes a hidden word and no ordinary one."""
    if len(word) < _SHORTEST:
        return None
    found = _without_a_letter(word[0]).get(word) or _without_the_first().get(word)
    return found if found and _only_hidden(_longer(word)) else None


def _only_hidden(readings: Iterator[str]) -> str | None:
    """Return the first hidden word, unless an ordinary word is as likely a reading."""
    hidden = None
    for reading in readings:
        if is_hidden_word(reading):
            hidden = hidden or reading
        elif is_known_word(reading) and reading not in seldom_words():
            return None
    return hidden


def _longer(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        for letter in _ALPHABET:
            yield word[:at] + letter + word[at:]


@lru_cache(maxsize=len(_ALPHABET))
def _without_a_letter(initial: str) -> dict[str, str]:
    """Return the hidden words with this initial, by what is left without a letter other than the first."""
    return {
        word[:at] + word[at + 1 :]: word
        for word in sorted(hidden_words(), reverse=True)
        if word[0] == initial and len(word) >= _LOSES_ONE
        for at in range(1, len(word) - (len(word) < _LOSES_AN_END))
    }


@lru_cache(maxsize=1)
def _without_the_first() -> dict[str, str]:
    return {word[1:]: word for word in hidden_words() if len(word) >= _LOSES_AN_END}

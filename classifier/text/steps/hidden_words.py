"""Words that people disguise. They settle whether an odd spelling is a disguise, and score nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

#: The words, each under the heading that says which forms it has.
LIST = Path(__file__).parents[1] / "hidden_words.txt"

_SIBILANT = ("s", "x", "z", "ch", "sh")
_CONSONANT_Y = re.compile(r"[^aeiou]y\Z")
_DOUBLES_ITS_LAST = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]\Z")  # slap, slapped
_TAKES_LY = ("ing", "ive", "ous", "ful", "less", "al", "id", "nt", "ane", "ile", "ish")


def is_hidden_word(word: str) -> bool:
    """Say whether a lower-case word is one that people disguise, or a form of it.

    >>> is_hidden_word("idiots"), is_hidden_word("ideas")
    (True, False)
    """
    return word in hidden_words()


@lru_cache(maxsize=1)
def hidden_words() -> frozenset[str]:
    """Return the words that people disguise, in all their forms."""
    forms = {"nouns": _noun, "verbs": _verb, "others": _other}
    found: set[str] = set()
    form = _other
    for line in LIST.read_text(encoding="ascii").splitlines():
        if line.startswith("["):
            form = forms[line.strip("[]")]
        elif not line.startswith("#"):
            found.update(form(line))
    return frozenset(found)


def is_beginning(letters: str) -> bool:
    """Say whether some word that people disguise begins like this."""
    return letters in _beginnings()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(word[:end] for word in hidden_words() for end in range(1, len(word) + 1))


def _noun(word: str) -> Iterator[str]:
    yield word
    yield _with_s(word)
    if word.endswith("man"):
        yield word[:-3] + "men"


def _verb(word: str) -> Iterator[str]:
    yield word
    yield _with_s(word)
    stem = word.removesuffix("e")
    if _DOUBLES_ITS_LAST.match(word):
        stem += word[-1]
    yield stem + "ing"
    yield (word[:-1] + "i" if _CONSONANT_Y.search(word) else stem) + "ed"


def _other(word: str) -> Iterator[str]:
    yield word
    if _CONSONANT_Y.search(word):
        yield word[:-1] + "ier"
        yield word[:-1] + "iest"
    elif word.endswith("ic"):
        yield word + "ally"
    elif word.endswith("le"):
        yield word[:-1] + "y"
    elif word.endswith(_TAKES_LY):
        yield word + "ly"


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_SIBILANT) else "s")

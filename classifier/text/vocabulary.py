"""Ordinary English words: a token among them is what it seems, and no other word in disguise."""

from __future__ import annotations

from functools import lru_cache
from itertools import filterfalse
from pathlib import Path

#: Made by `python -m classifier.text.make_known_words`.
WORDS = Path(__file__).with_name("known_words.txt")
SELDOM = Path(__file__).with_name("seldom_words.txt")

_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_BLANK_BUT_LETTERS = bytes(byte if byte in _LETTERS else ord(" ") for byte in range(256))


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return the words, in lower case. They are read when the first text needs them, which takes a few ms."""
    return frozenset(WORDS.read_text(encoding="ascii").split())


@lru_cache(maxsize=1)
def seldom_words() -> frozenset[str]:
    """Return those of them that are much rarer than an offensive word one or two slips away."""
    return frozenset(SELDOM.read_text(encoding="ascii").split())


def is_known_word(word: str) -> bool:
    """Say whether a lower-case word is an ordinary one."""
    return word.encode("utf-8", "surrogatepass") in _known()


@lru_cache(maxsize=2)
def unknown_words(text: str) -> frozenset[bytes]:
    """Return the runs of the letters a to z in `text` that are no ordinary words.

    The last texts are remembered, because one step after the other asks for them.
    """
    return frozenset(filterfalse(_known().__contains__, _encoded(text).translate(_BLANK_BUT_LETTERS).split()))


def unknown_at_first_sight(text: str) -> set[bytes]:
    """Return the same, in two microseconds: for "Kevin's" there is "kevins"."""
    return set(filterfalse(_known().__contains__, _encoded(text).translate(_BLANK_BUT_LETTERS, b"'").split()))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _known() -> frozenset[bytes]:
    """The words as bytes, which are quicker to take a text apart into."""
    return frozenset(WORDS.read_bytes().split())

"""Accents put on plain letters: "ïdïöt", "śťúpíđ"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from classifier.text.offsets import Edit
from classifier.text.spellings.drawn_out import drawn_out
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import decode
from classifier.text.vocabulary import is_known_word

_ACCENTED = r"\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0250-\u02af\u1e00-\u1eff"
_MARKS = r"\u0300-\u036f"
_WORD = re.compile(
    rf"(?<![\w@#/\\])(?=\w*[{_ACCENTED}{_MARKS}])[a-z0-9@$!{_ACCENTED}{_MARKS}]{{3,40}}+(?!\w)"
)
# Letters that Unicode takes for letters of their own, and what they look like.
_LIKE = str.maketrans("đðøłħŧıſßæœþŋƒəɛɔƙɓɖɗɠɨƥƭƴɣʋȼɇɉɍɏƚ", "ddolhtisbaopnfeeckbddgiptyyvcejryl")
_SHORTEST, _FEWEST = 4, 3


def accents(text: str) -> Iterator[Edit]:
    """Remove the accents of a word that people disguise, and of an ordinary one where most letters have one.

    Other words keep theirs: they are what they seem, in another language.
    """
    if text.isascii():
        return
    for match in _WORD.finditer(text):
        if word := _plain(match.group()):
            yield Edit(match.start(), match.end(), word)


@lru_cache(maxsize=4096)
def _plain(word: str) -> str | None:
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    letters = bare.translate(_LIKE)
    if not letters.isascii() or len(letters) < _SHORTEST:
        return None
    letters = decode(letters)
    if is_hidden_word(letters):
        return letters
    accented = sum(not char.isascii() for char in unicodedata.normalize("NFC", word))
    if accented < _FEWEST or 2 * accented < len(letters):
        return None
    if is_known_word(letters):
        return letters
    return drawn_out(letters)

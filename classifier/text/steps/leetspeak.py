"""Digits and signs for letters: "f4ck", "1d10t", "@ss", "sh!t"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word

_SIGNS = "0123456789@$!|+€"
_AS_I = str.maketrans(_SIGNS, "oizeasgtbgasiite")
_AS_L = str.maketrans(_SIGNS, "olzeasgtbgaslite")
_AS_U = str.maketrans(_SIGNS, "uizeusgtbgusiite")
_TOKEN = re.compile(rf"(?<![\w{_SIGNS}./:#=&\\^%])[a-z]*+[{_SIGNS}][a-z{_SIGNS}]*+(?![\w/=%^&\\(\[]|[.:]\w)")
# Any word at all, if each digit stands for a vowel between consonants, as in no version, model or measure.
_CONSONANT = "[b-df-hj-np-tv-z]"
_ANY_WORD = re.compile(
    rf"(?=.{{5,14}}$)[a-z]*{_CONSONANT}(?:[0134]{_CONSONANT}[a-z]*)*[0134]{_CONSONANT}[a-z]+"
)
_MODEL = re.compile(r"[a-z]?[0-9]+|[0-9]+[a-z]")  # a55, 4k
_NAMES = re.compile(r"c3po|log4|mp[34]|[a-z][0-9]{1,2}[a-z]$|[a-f0-9]+$")


def leetspeak(text: str) -> Iterator[Edit]:
    """Read digits and signs as letters in words that people disguise, and digits for vowels in any word."""
    for match in _TOKEN.finditer(text):
        token = match.group().rstrip("!|+")
        if token.isalpha() or _MODEL.fullmatch(token):
            continue
        word = decode(token)
        if is_hidden_word(word) or _is_any_word(token):
            yield Edit(match.start(), match.start() + len(token), word)


def decode(token: str) -> str:
    """Return the letters that the signs in `token` stand for: those that make a word, or the usual ones."""
    readings = (token.translate(letters) for letters in (_AS_I, _AS_L, _AS_U))
    return next(filter(is_hidden_word, readings), token.translate(_AS_I))


def _is_any_word(token: str) -> bool:
    return _ANY_WORD.fullmatch(token) is not None and not _NAMES.match(token)

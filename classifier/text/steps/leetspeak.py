"""Digits and signs for letters: "f4ck", "1d10t", "@ss", "sh!t", "v3rm1n"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from classifier.text.chunks import chunks
from classifier.text.offsets import Edit
from classifier.text.spellings.drawn_out import drawn_out
from classifier.text.spellings.respelt import respelt
from classifier.text.steps.hidden_words import is_beginning, is_hidden_word
from classifier.text.vocabulary import is_known_word

# Each sign, and what it may stand for, the usual letter first.
_TABLE = """
0 ou  1 il 2 z  3 e  4 au  5 s  6 gb  7 tly  8 b  9 gpq  @ au  $ s  ! il  | il  + t  € e  £ le  ¢ c
§ s   ¡ i   ¥ y   × x  µ u   μ u  ® r   © c    † t  ¤ o    ₿ b   ¶ p
"""
SIGNS = dict(zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True))
_BESIDE_SIGNS = SIGNS | {"v": "vu"}
_USUAL = str.maketrans({sign: letters[0] for sign, letters in SIGNS.items()})
_SIGN = re.escape("".join(SIGNS))
_HINT = re.compile(rf"[{_SIGN}]")
_TOKEN = re.compile(
    rf"(?<![\w{_SIGN}./:#=&\\^%])[a-z]*+[{_SIGN}][a-z{_SIGN}]*+(?![\w/=%^&\\(\[]|[.:]\w)",
)
_MOST_READINGS = 256
_LONGEST = 32
# Any word at all, if each digit stands for a vowel between consonants, as in no version, model or measure.
_CONSONANT = "[b-df-hj-np-tv-z]"
_ANY_WORD = re.compile(
    rf"(?=.{{5,14}}$)[a-z]*{_CONSONANT}(?:[0134]{_CONSONANT}[a-z]*)*[0134]{_CONSONANT}[a-z]+"
)
_AMOUNT = re.compile(r"[$€£¥][0-9]+(?:k|m|mn|b|bn|t|tn)?")
_MODEL = re.compile(r"[a-z]?[0-9]+|[0-9]+[a-z]")  # a55, 4k
_NAMES = re.compile(r"c3po|log4|mp[34]|[a-z][0-9]{1,2}[a-z]$|[a-f0-9]+$")
_SIGNS_OF_A_WORD = 2
_SHORTEST, _SHORTEST_ORDINARY = 3, 5
_LETTERS = re.compile(r"[a-z]+")


def leetspeak(text: str) -> Iterator[Edit]:
    """Read digits and signs as letters in hidden and in ordinary words, and digits as vowels in any word."""
    for start, end in chunks(text, _HINT):
        for match in _TOKEN.finditer(text, start, end):
            for token in dict.fromkeys((match.group().rstrip("!"), match.group().rstrip("!|+"))):
                if not token.isalpha() and (word := _word(token)):
                    yield Edit(match.start(), match.start() + len(token), word)
                    break


@lru_cache(maxsize=4096)
def decode(token: str) -> str:
    """Return `token` with letters for its signs: those that make a hidden word, or the usual ones."""
    if token.isalpha() or _is_number(token):
        return usual_letters(token)
    return hidden_reading([_BESIDE_SIGNS.get(char, char) for char in token]) or usual_letters(token)


def usual_letters(token: str) -> str:
    """Return `token` with the usual letter for each sign."""
    return token.translate(_USUAL)


def hidden_reading(choices: Sequence[Sequence[str]]) -> str | None:
    """Return the hidden word that one of each of the `choices` makes, if one does."""
    begun = [""]
    for choice in choices:
        begun = [more for start in begun for letters in choice if is_beginning(more := start + letters)]
    return next(filter(is_hidden_word, begun), None)


def readings(choices: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield what one of each of the `choices` makes, the first ones first, and not for ever."""
    return islice(map("".join, product(*choices)), _MOST_READINGS)


def _is_number(token: str) -> bool:
    """Say whether `token` is a number rather than a word: "647", "53x", "ap3", "$10b"."""
    digits = sum(map(str.isdigit, token))
    if not digits:
        return False
    if len(token) <= _SHORTEST and (digits > 1 or token[-1].isdigit()):
        return True
    if any(map(str.isalpha, token)):
        return _AMOUNT.fullmatch(token) is not None
    return len(token) - digits < _SIGNS_OF_A_WORD


def _word(token: str) -> str | None:
    if (
        len(token) > _LONGEST
        or (len(token) < _SHORTEST_ORDINARY and _MODEL.fullmatch(token))
        or _is_number(token)
    ):
        return None
    choices = [_BESIDE_SIGNS.get(char, char) for char in token]
    usual = usual_letters(token)
    word = hidden_reading(choices) or drawn_out(usual) or (respelt(usual) if len(usual) > _SHORTEST else None)
    if word:
        return word
    if _MODEL.fullmatch(token):
        return None
    if _ANY_WORD.fullmatch(token) and not _NAMES.match(token):
        return usual
    return _ordinary_word(token, choices)


def _ordinary_word(token: str, choices: Sequence[str]) -> str | None:
    """Read an ordinary word, unless the signs stand around or between words: 4side, room5, yes!no."""
    pieces = _LETTERS.findall(token)
    letters = sum(map(len, pieces))
    if len(token) < _SHORTEST_ORDINARY or 2 * letters < len(token) or token[0] == "@":
        return None
    if all(map(is_known_word, pieces)):
        return None
    return next(filter(is_known_word, readings(choices)), None)

"""The short cut: most stretches need nothing but lower case, and a few quick searches can tell."""

from __future__ import annotations

import re
from functools import lru_cache

from classifier.text.steps.accents import accents
from classifier.text.steps.drawn_letters import drawn_letters
from classifier.text.steps.inner_punctuation import inner_punctuation
from classifier.text.steps.pictures import pictures
from classifier.text.steps.spelling import reading_of
from classifier.text.vocabulary import unknown_at_first_sight

# Characters that hide something only where they touch a letter: marks, curly quotes, most emoji.
_QUIET = r";\"()?&%#=\[\]{}\\^‘“”–—…\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f900-\U0001f9ff"
_HARD = (
    r"(?<=[0-9])(?:[^\W\d_]|(?<=[^\W\d_].))"  # a digit beside a letter
    r"|(?<=!)\w"
    r"|(?<=[.\-])(?:[\w!]|[.\-'’]\w)"  # a mark inside a word
    r"|(?<=['’])(?!(?:s|t|d|m|re|ve|ll)\b)[\w.\-!]"
    r"|(?<=[,/])[\w!][,/]"
    r"|(?<=:)//"
    rf"|(?<![0-9!.\-'’,/:{_QUIET}])"  # anything else that is not harmless
)
_INSIDE = rf"(?<=\S[{_QUIET},/:])(?=[^\w\s]{{0,2}}[a-z0-9@$!])"
_AT_AN_EDGE = r"(?<=[(\[{#^%&])(?:\S|(?<=\S.))|(?<=\\)"
# The first item is one set of characters, so that the search hops over all the others.
_OTHER = "[^ a-zà-öø-ÿ]"
_SUSPICIOUS = re.compile(rf"{_OTHER}(?:{_HARD}|(?P<touches>{_INSIDE}|{_AT_AN_EDGE}))")
_SURELY = re.compile(rf"{_OTHER}(?:{_HARD})")
_BETWEEN = re.compile(rf"{_OTHER}{_INSIDE}")
# Letters that stand alone, with little between them.
_SINGLE = r"(?<!\w)[\w!](?!\w)"
_SINGLES = re.compile(rf"{_SINGLE}\W{{1,4}}{_SINGLE}\W{{1,4}}{_SINGLE}")
# What may hide a word even between pieces that are words: signs in pairs, rare marks, others beside digits or
# an apostrophe.
_RARE = r";?%=#^‘“”\U0001f300-\U0001f9ff"
_CUTS_WORDS = re.compile(
    r"[^a-z ](?:(?<=\\)|(?<=\()\)|(?<=\[)\]|(?<=\{)\}"
    rf"|(?<=\S[{_RARE}])(?=[^\w\s]{{0,2}}[a-z0-9@$!])"
    r"|(?<=[0-9])\S{0,20}[(\[{#^%&]|(?<=[()\[\]{}#^%&])\S{0,20}[0-9]"
    r"|(?<=['’])\w{1,2}[^\w\s]{1,3}\w|(?<=\S[^\w\s])\w+['’]\w)"
)
_ELONGATED = re.compile(r"([^\W\d_])\1\1")


def is_plain(text: str) -> bool:
    """Say whether normalisation would leave the lower-case `text`, without a blank, as it is. May err towards
    no."""
    suspicious = _SUSPICIOUS.search(text)
    if suspicious and (suspicious["touches"] is None or _SURELY.search(text, suspicious.start())):
        return False
    unknown = unknown_at_first_sight(text)
    if unknown and _hides_a_word(text, unknown):
        return False
    if suspicious and _has_marks(text, unknown):
        return False
    return text.isascii() or not _hides_in_other_letters(text)


def _hides_in_other_letters(text: str) -> bool:
    if _ELONGATED.search(text) or _SINGLES.search(text):
        return True
    return any(accents(text)) or any(pictures(text))


def _hides_a_word(text: str, unknown: set[bytes]) -> bool:
    """Say whether some of the `unknown` words in the text may be a misspelt word, or letters of one."""
    pieces = [word for word in unknown if len(word) > 1]
    if any(map(_is_misspelt if "'" in text else _is_misspelt_whole, pieces)):
        return True
    return len(pieces) < len(unknown) and _SINGLES.search(text) is not None


def _has_marks(text: str, unknown: set[bytes]) -> bool:
    """Say whether marks between letters, or beside a word that is unknown, hide something."""
    if not unknown and not _CUTS_WORDS.search(text):
        return False  # pieces that are words hide none
    return any(drawn_letters(text)) or (_BETWEEN.search(text) is not None and any(inner_punctuation(text)))


@lru_cache(maxsize=1 << 15)
def _is_misspelt(word: bytes) -> bool:
    """Say whether a word, or what may have been before its apostrophe, is misspelt or drawn out."""
    return any(map(_is_misspelt_whole, (word, word[:-1], word[:-2])))


def _is_misspelt_whole(word: bytes) -> bool:
    letters = word.decode()
    return _ELONGATED.search(letters) is not None or reading_of(letters) is not None

"""What is compared of a text: its letters and digits, without what a copy varies for free.

Case, accents, blanks, punctuation, emoji and invisible characters are left out, and letters and digits that
look alike count as one. A campaign that puts a new emoji or a zero-width space into every copy has the same
letters still. Words lose their borders with that, which costs nothing: runs of letters cross them as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from classifier.text.confusables import confusables

#: Only so many letters of a text are compared: what comes after them tells no more.
LONGEST = 32_768
#: Only so many letters count of a stretch without a blank: else a long link outweighs the text that it is in.
LONGEST_STRETCH = 24
#: From this code point on letters count however long the stretch: there may be no blanks between words.
UNSPACED = 0x250

#: What the table holds for a blank; 0 is for characters that are left out.
BLANK = 1
#: Code points below have an entry in the table, those from here to `LETTERS_END` are letters as they are.
TABLE_END, LETTERS_END = 0x20000, 0x323B0

Letters = npt.NDArray[np.uint32]

# Digits and signs that stand for letters (f4ck), and l and i, which 1 and a capital I both look like.
_STAND_INS = dict(zip("013457@$8l", "oieastasbi", strict=True))
# Marks of no script in particular, selectors, and letters that nobody sees.
_LEFT_OUT = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\u3164\ufe00-\ufe0f\ufe20-\ufe2f\uffa0]"
)
# Chinese characters and Korean syllables stand for themselves.
_THEMSELVES = (range(0x4E00, 0xA000), range(0xAC00, 0xD7A4))


@lru_cache(maxsize=1)
def table() -> Letters:
    """What each code point below `TABLE_END` is folded to: a code point, `BLANK` or 0."""
    alike = confusables().foreign | confusables().latin | _STAND_INS
    folded = np.arange(TABLE_END, dtype=np.uint32)
    for point in range(TABLE_END):
        if not any(point in points for points in _THEMSELVES):
            folded[point] = _folded(chr(point), alike)
    folded.flags.writeable = False
    return folded


def _folded(char: str, alike: dict[str, str]) -> int:
    if char.isspace():
        return BLANK
    for part in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char).casefold()):
        letter = alike.get(part, part)
        if unicodedata.category(letter)[0] in "LNM" and not _LEFT_OUT.match(letter):
            return ord(letter)  # a ligature counts as its first letter
    return 0


class _Folding(dict[int, str | None]):
    """The table as `str.translate` wants it, filled in as code points come."""

    def __missing__(self, point: int) -> str | None:
        letter = int(table()[point]) if point < TABLE_END else point * (point < LETTERS_END)
        self[point] = folded = " " if letter == BLANK else chr(letter) if letter else None
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The letters of a text that are compared, at most `LONGEST`.

    >>> fold("FREE \N{FIRE} n1tro: click\\u200b h\N{LATIN SMALL LETTER E WITH ACUTE}re!!")
    'freenitrociickhere'
    """
    stretches = text.translate(_FOLDING).split(" ")
    return "".join(map(_cut, stretches))[:LONGEST]


def _cut(stretch: str) -> str:
    if len(stretch) <= LONGEST_STRETCH:
        return stretch
    rest = (letter for letter in stretch[LONGEST_STRETCH:] if ord(letter) >= UNSPACED)
    return stretch[:LONGEST_STRETCH] + "".join(rest)

"""Letters set apart: "i d i o t", "s.t.u.p.i.d", "f-u-c-k"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import decode

# Only alphabets with capitals: a lone character is a word in Chinese, and letters join in Arabic.
_LETTER = r"[a-z\xdf-\xf6\xf8-\u024f\u03ac-\u03ce\u0430-\u045f0-9@$!]"
_RUN = re.compile(
    rf"(?<!\w)(?<!\w[.'’-]){_LETTER}(?P<gap>[ .\-_*/|~+,]){_LETTER}(?:(?P=gap){_LETTER})+(?![\w'’]|[.\-_*]\w)"
)
_FEWEST = 4


def spaced(text: str) -> Iterator[Edit]:
    """Join single letters that stand apart, where they spell a word."""
    for match in _RUN.finditer(text):
        letters = match.group()[::2]
        if _spells(letters, match["gap"], text[match.end() : match.end() + 1]):
            for at in range(match.start() + 1, match.end(), 2):
                yield Edit(at, at + 1, "")


def _spells(letters: str, gap: str, after: str) -> bool:
    if is_hidden_word(decode(letters)):
        return True
    if len(letters) < _FEWEST or not letters.isalpha() or gap in "/,+|":
        return False
    if gap == "." and after == "." and len(letters) <= 6:
        return False  # an acronym: U.S.S.R.
    # "a b d e" is a list of things, and "x x x x" spells nothing either.
    return letters != "".join(sorted(letters))

"""Letters repeated: "iidiioott", "stuuupidd"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.vocabulary import is_known_word

_SAME_LETTERS = re.compile(r"(.)\1+")
_MOST_RUNS = 24
_DRAWN_OUT = re.compile(r"(.)\1\1")
_MANY = 3
_SHORT = 3  # what is as short as that settles nothing: "woop" is no "wop"


def drawn_out(word: str) -> str | None:
    """Read each run of one letter as one or two of them, if that makes a hidden word.

    An ordinary word with fewer letters doubled is as good, unless the word is drawn out on purpose.

    >>> drawn_out("iidiiott"), drawn_out("ideaas"), drawn_out("loosser"), drawn_out("loooser")
    ('idiot', None, 'loser', 'loser')
    """
    runs = _SAME_LETTERS.findall(word)
    if not runs:
        return None
    on_purpose = len(runs) >= _MANY or _DRAWN_OUT.search(word) is not None
    for reading in _readings(word):
        if is_hidden_word(reading):
            return reading if on_purpose or len(reading) > _SHORT else None
        if not on_purpose and len(reading) > _SHORT and is_known_word(reading):
            return None
    return None


def _readings(word: str) -> Iterator[str]:
    """Yield `word` with no letter doubled, with each run in turn as a double letter, and with each two."""
    runs = [match.span() for match in _SAME_LETTERS.finditer(word)]
    if len(runs) > _MOST_RUNS:
        return
    for doubles in range(3):
        for doubled in combinations(runs, doubles):
            letters = []
            done = 0
            for start, end in runs:
                letters.append(word[done : start + 1 + ((start, end) in doubled)])
                done = end
            yield "".join(letters) + word[done:]

"""Hidden words that are misspelt: "idoit", "stuuppidd", "phuck", "noroM"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from classifier.text.offsets import Edit
from classifier.text.spellings.backwards import backwards
from classifier.text.spellings.drawn_out import drawn_out
from classifier.text.spellings.respelt import respelt
from classifier.text.spellings.slips import lost, swapped
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.vocabulary import is_known_word, unknown_words

# The surest first.
_READERS: tuple[Callable[[str], str | None], ...] = (
    drawn_out,
    swapped,
    respelt,
    backwards,
    lost,
)
# No part of a name, an address or a placeholder.
_TOKEN = re.compile(
    r"(?<![\w@#\\:{])(?<!(?<!\w)[ur]/)(?<!\w[^\w\s,;.!?\"()/…—–-])[a-z]{3,}+(?![\w@\\=}]|[:*]\w)"
)
_SHORTEST, _LONGEST = 3, 40
_ENDINGS = ("s", "ed", "ing")


def spelling(text: str) -> Iterator[Edit]:
    """Read each unknown word as the hidden word that it is a spelling of, if it is."""
    odd = {word.decode() for word in unknown_words(text)}
    readings = {word: reading for word in odd if (reading := reading_of(word))}
    if not readings:
        return
    for match in _TOKEN.finditer(text):
        if reading := readings.get(match.group()):
            yield Edit(match.start(), match.end(), reading)


@lru_cache(maxsize=1 << 15)
def reading_of(word: str) -> str | None:
    """Return the hidden word that an unknown word of the letters a to z is a spelling of, if it is one."""
    if not _SHORTEST <= len(word) <= _LONGEST or is_hidden_word(word) or _is_form(word):
        return None
    return next(filter(None, (read(word) for read in _READERS)), None)


def _is_form(word: str) -> bool:
    """Say whether `word` is a rarer form of an ordinary word: paddles, chomped."""
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return any(
        is_known_word(stem) and not is_hidden_word(stem)
        for short in stems
        if len(short) > _SHORTEST
        for stem in (short, short + "e")
    )

"""Foreign letters in Latin words: "іdiоt" with a Cyrillic і and о."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.confusables import FOREIGN, Confusables, confusables
from classifier.text.offsets import Edit

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # a lone α or а is a letter of its own


def confusable(text: str) -> Iterator[Edit]:
    """Read look-alikes as Latin letters, in words that mix both or have no other letters.

    A text that is mostly in another script is left alone: its words are what they seem.
    """
    if text.isascii() or not FOREIGN.search(text):
        return
    table = confusables()
    latin = foreign = 0
    mixed = False
    suspects = []
    for match in _WORD.finditer(text):
        word = match.group()
        strange = FOREIGN.findall(word)
        if not strange:
            latin += len(word)
        elif _is_disguise(word, strange, table):
            suspects.append(match)
            mixed = mixed or len(strange) < len(word)
        else:
            foreign += len(strange)
    if foreign > latin or not (latin or mixed):
        return
    for match in suspects:
        yield Edit(
            match.start(), match.end(), "".join(table.foreign.get(char, char) for char in match.group())
        )


def _is_disguise(word: str, strange: list[str], table: Confusables) -> bool:
    if len(strange) < len(word):
        return table.foreign.keys() >= set(strange)
    return len(word) >= _SHORTEST and table.same >= set(word)

"""Foreign letters in Latin words: "іdiоt" with a Cyrillic і and о."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.confusables import confusables, is_latin
from classifier.text.offsets import Edit

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[\u0370-\u1cff\u2c80-\u2dff\ua4d0-\ua71f\uab70-\uabff\U00010000-\U0001cfff]")
_SHORTEST = 3  # a lone α or а is a letter of its own


def confusable(text: str) -> Iterator[Edit]:
    """Read look-alikes as Latin letters, in words that mix both or have no other letters.

    A text that is mostly in another script is left alone: its words are what they seem.
    """
    if not _FOREIGN.search(text):
        return
    latin = foreign = 0
    suspects = []
    for match in _WORD.finditer(text):
        word = match.group()
        strange = [char for char in word if not is_latin(char)]
        if not strange:
            latin += len(word)
        elif _is_disguise(word, strange):
            suspects.append(match)
        else:
            foreign += len(strange)
    if foreign > latin or (not latin and not any(_has_latin(match.group()) for match in suspects)):
        return
    table = confusables().foreign
    for match in suspects:
        yield Edit(match.start(), match.end(), "".join(table.get(char, char) for char in match.group()))


def _is_disguise(word: str, strange: list[str]) -> bool:
    table = confusables()
    if len(strange) < len(word):
        return all(char in table.foreign for char in strange)
    return len(word) >= _SHORTEST and all(char in table.same for char in word)


def _has_latin(word: str) -> bool:
    return any(is_latin(char) for char in word)

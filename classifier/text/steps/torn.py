"""A word torn in two by a blank: "idi ot", "pathe tic"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.vocabulary import unknown_words

_WORD = re.compile(r"(?<!\w['’])(?<![\w@#/\\:{.*-])[a-z]{2,20}+(?![\w@/\\=}]|[.:'’*-]\w)")
_SHORTEST = 5
_MANY = 10


def torn(text: str) -> Iterator[Edit]:
    """Join two neighbours that are no words to one that people disguise."""
    pieces = [word.decode() for word in unknown_words(text) if len(word) > 1]
    if not _may_be_torn(pieces, text):
        return
    found = set(pieces)
    done = 0
    for left, right in pairwise(match for match in _WORD.finditer(text) if match.group() in found):
        if right.start() != left.end() + 1 or text[left.end()] != " " or left.start() < done:
            continue
        whole = left.group() + right.group()
        if len(whole) >= _SHORTEST and is_hidden_word(whole) and not _says_it(left.group(), right.group()):
            yield Edit(left.end(), right.start(), "")
            done = right.end()


def _may_be_torn(pieces: Sequence[str], text: str) -> bool:
    """Say whether some two of the pieces stand next to each other and make a hidden word. May err towards
    yes."""
    if len(pieces) > _MANY:
        return True
    return any(
        is_hidden_word(left + right) and f"{left} {right}" in text for left, right in permutations(pieces, 2)
    )


def _says_it(*pieces: str) -> bool:
    return any(map(is_hidden_word, pieces))

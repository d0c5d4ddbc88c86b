"""Marks inside a word: "id*iot", "fu.ck". A mark in place of a letter, as in "f*ck", stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import decode

_PIECES = re.compile(r"(?<![\w.*'’@/-])[a-z0-9@$!]++(?:[*\-_.'’]{1,2}[a-z0-9@$!]++)+(?![\w*@/]|[.'’-]\w)")
_HINT = re.compile(r"[*\-_.'’](?=[*\-_.'’]?[a-z0-9@$!])")
_MARKS = re.compile(r"[*\-_.'’]+")
_CONTRACTION = re.compile(r"['’](?:s|t|d|m|re|ve|ll)$")


def inner_punctuation(text: str) -> Iterator[Edit]:
    """Remove marks inside words that people disguise. Where a piece says it already, nothing is hidden."""
    if not _HINT.search(text):
        return
    for match in _PIECES.finditer(text):
        token = match.group()
        if not is_hidden_word(decode(_MARKS.sub("", token))) or _CONTRACTION.search(token):
            continue
        if not any(map(is_hidden_word, _MARKS.split(token))):
            for mark in _MARKS.finditer(token):
                yield Edit(match.start() + mark.start(), match.start() + mark.end(), "")

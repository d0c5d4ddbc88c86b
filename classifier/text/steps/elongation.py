"""Drawn-out words: "soooo" reads "soo"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit
from classifier.text.vocabulary import unknown_words

_DRAWN_OUT = re.compile(r"([^\W\d_])\1\1+")
_DRAWN_OUT_IN_ASCII = re.compile(rb"([a-z])\1\1")


def elongation(text: str) -> Iterator[Edit]:
    """Cut three or more equal letters to two, so that the emphasis stays visible and the spellings few."""
    if text.isascii() and not _DRAWN_OUT_IN_ASCII.search(b" ".join(unknown_words(text))):
        return
    for match in _DRAWN_OUT.finditer(text):
        yield Edit(match.start() + 2, match.end(), "")

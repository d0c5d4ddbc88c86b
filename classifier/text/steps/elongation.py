"""Drawn-out words: "soooo" reads "soo"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_DRAWN_OUT = re.compile(r"([^\W\d_])\1\1+")


def elongation(text: str) -> Iterator[Edit]:
    """Cut three or more equal letters to two, so that the emphasis stays visible and the spellings few."""
    for match in _DRAWN_OUT.finditer(text):
        yield Edit(match.start() + 2, match.end(), "")

"""Runs of whitespace read as one space; none is left at either end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_UNEVEN = re.compile(r"\s(?:\s+|(?<! )|\Z|(?<=\A ))")


def whitespace(text: str) -> Iterator[Edit]:
    """Fold line breaks, tabs and runs of blanks."""
    if " ".join(text.split()) == text:
        return
    for match in _UNEVEN.finditer(text):
        inside = match.start() > 0 and match.end() < len(text)
        yield Edit(match.start(), match.end(), " " if inside else "")

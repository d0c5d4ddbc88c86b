"""The stretches of a text, between two blanks, that a pattern is found in."""

from __future__ import annotations

import re
from collections.abc import Iterator


def chunks(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each stretch without a blank in which `pattern` is found.

    Where it is rare, that is far quicker than to look at every word.
    """
    end = 0
    while found := pattern.search(text, end):
        start = max(text.rfind(" ", end, found.start()) + 1, end)
        end = text.find(" ", found.start() + 1)
        if end < 0:
            end = len(text)
        yield start, end

"""Marks heaped on letters (zalgo), and strokes through them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

# Only the marks of no script in particular: the vowel signs of Hindi or Thai are letters to their readers.
_MARK = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_OVERLAY = r"\u0334-\u0338\u0488\u0489\u20d0-\u20ff"
_HEAP = re.compile(rf"[{_MARK}]*[{_OVERLAY}][{_MARK}]*|[{_MARK}]{{3,}}|(?<![^\W_])(?<![{_MARK}])[{_MARK}]")


def combining(text: str) -> Iterator[Edit]:
    """Remove strokes, heaps, and marks on nothing. One mark that composes with no letter is an accent."""
    if text.isascii():
        return
    for match in _HEAP.finditer(text):
        yield Edit(match.start(), match.end(), "")

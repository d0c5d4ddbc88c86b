"""Where the parts of a comment begin and end: sentences, counted as the Perspective API counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.serve.limits import MOST_SPANS

Range = tuple[int, int]

#: What ends a sentence: its marks and closing quotes before a blank, or a line's end.
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n+")


def sentences(text: str) -> list[Range]:
    """Where each sentence begins and ends, blanks around it left out, in code points.

    >>> sentences("What kind of name is foo? Sorry, I like it.")
    [(0, 25), (26, 43)]
    """
    found: list[Range] = []
    begin = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[begin:end]
        if kept := piece.strip():
            at = begin + piece.index(kept[0])
            found.append((at, at + len(kept)))
        begin = end
    return _at_most(found, MOST_SPANS)


def _at_most(ranges: Sequence[Range], most: int) -> list[Range]:
    """Join neighbours evenly until there are no more than so many."""
    share = -(-len(ranges) // most) or 1
    groups = [ranges[first : first + share] for first in range(0, len(ranges), share)]
    return [(group[0][0], group[-1][1]) for group in groups]


def in_utf16(text: str, ranges: Sequence[Range]) -> list[Range]:
    """The same ranges counted in UTF-16 code units, as JavaScript counts.

    >>> in_utf16("🙂 hi", [(2, 4)])
    [(3, 5)]
    """
    if text.isascii() or max(text) <= "\uffff":
        return list(ranges)
    before = [0]
    for character in text:
        before.append(before[-1] + 1 + (character > "\uffff"))
    return [(before[begin], before[end]) for begin, end in ranges]

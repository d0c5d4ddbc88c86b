"""Discord's markdown: quotes, and emphasis that splits words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_QUOTE = re.compile(r"^[^\S\n]*(?:>{1,3}[^\S\n]+)+", re.MULTILINE)
_MARKS = re.compile(r"[*_~|]{2,}")


def quotes(text: str) -> Iterator[Edit]:
    """Put a placeholder for the marker of a quoted line. The words stay: a quoted insult still hurts."""
    for match in _QUOTE.finditer(text):
        yield Edit(match.start(), match.end(), "{quote} ")


def emphasis(text: str) -> Iterator[Edit]:
    """Remove paired marks of bold, underline, strike-through and spoiler.

    Marks with letters on the outside of both ("f**k you b**ch") stand for letters, and stay.
    """
    found: list[Edit] = []
    open_marks: list[re.Match[str]] = []
    for marks in _MARKS.finditer(text):
        start, end = marks.span()
        if start and not text[start - 1].isspace() and open_marks and _mirror(open_marks[-1], marks):
            opening = open_marks.pop()
            if not (_is_letter(text, opening.start() - 1) and _is_letter(text, end)):
                found += [Edit(*opening.span(), ""), Edit(start, end, "")]
        elif end < len(text) and not text[end].isspace():
            open_marks.append(marks)
    return iter(sorted(found))


def _mirror(left: re.Match[str], right: re.Match[str]) -> bool:
    return left.group() == right.group()[::-1]


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()

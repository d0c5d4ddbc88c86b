"""Discord's markdown: quotes, and emphasis that splits words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_QUOTE = re.compile(r"^[^\S\n]*(?:>{1,3}[^\S\n]+)+", re.MULTILINE)
_MARKS = [re.compile(mark) for mark in (r"\*\*", "__", "~~", r"\|\|")]


def quotes(text: str) -> Iterator[Edit]:
    """Put a placeholder for the marker of a quoted line. The words stay: a quoted insult still hurts."""
    for match in _QUOTE.finditer(text):
        yield Edit(match.start(), match.end(), "{quote} ")


def emphasis(text: str) -> Iterator[Edit]:
    """Remove paired marks of bold, underline, strike-through and spoiler.

    Marks with letters on the outside of both ("f**k you b**ch") stand for letters, and stay.
    """
    found = []
    for mark in _MARKS:
        opening: re.Match[str] | None = None
        for match in mark.finditer(text):
            if opening is None or not _encloses(text, opening.end(), match.start()):
                opening = match
                continue
            if not (_in_word(text, opening.start() - 1) and _in_word(text, match.end())):
                found += [Edit(*opening.span(), ""), Edit(*match.span(), "")]
            opening = None
    return iter(sorted(found))


def _encloses(text: str, start: int, end: int) -> bool:
    """Say whether marks around `start:end` would count: they hug the words and stay on their line."""
    return (
        start < end
        and not text[start].isspace()
        and not text[end - 1].isspace()
        and "\n" not in text[start:end]
    )


def _in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()

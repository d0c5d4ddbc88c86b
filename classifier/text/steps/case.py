"""Lower case."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.text.offsets import Edit


def case(text: str) -> Iterator[Edit]:
    """Fold capitals, code point by code point."""
    if text and (folded := lower(text)) != text:
        yield Edit(0, len(text), folded)


def lower(text: str) -> str:
    """Return `text` in lower case, as long as before: only the dotted capital İ would grow."""
    return text.replace("İ", "i").lower()

"""A reason in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.verdict import Span

_OPENINGS = {
    "incivility": "Uncivil towards others",
    "insult": "Calls names or belittles",
    "identity_attack": "Attacks people for who they are",
    "threat": "Wishes or threatens harm",
    "obscene": "Crude or sexual language",
    "hostile": "Talks down to others or dismisses them",
    "spam": "Reads like spam",
    "off_topic": "Says nothing of the topic; it is about",
}

#: How many pieces of the comment a summary quotes, and how long each may be in characters.
QUOTED_PIECES = 3
QUOTED_LENGTH = 60


def summarise(label: str, spans: Sequence[Span]) -> str:
    """One sentence that says what the label found, quoting the weightiest pieces in the comment's order.

    A piece that occurs twice is quoted once.

    >>> summarise("insult", [Span(4, 24, "village idiot", 3.1)])
    'Calls names or belittles: “village idiot”.'
    >>> summarise("insult", [Span(0, 5, "1d10t", 3.1, read_as="idiot")])
    'Calls names or belittles: “1d10t” (read as “idiot”).'
    """
    pieces: dict[str, Span] = {}
    for span in sorted(spans, key=lambda span: -span.weight):
        pieces.setdefault(span.text.casefold(), span)
    weightiest = list(pieces.values())[:QUOTED_PIECES]
    quoted = ", ".join(_quote(span) for span in sorted(weightiest, key=lambda span: span.start))
    opening = _OPENINGS[label]
    return f"{opening}: {quoted}." if quoted else f"{opening}, by its wording as a whole."


def _quote(span: Span) -> str:
    quoted = f"“{_shorten(span.text)}”"
    return f"{quoted} (read as “{_shorten(span.read_as)}”)" if span.read_as else quoted


def _shorten(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= QUOTED_LENGTH else one_line[: QUOTED_LENGTH - 1] + "…"

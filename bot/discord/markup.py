"""Strangers' text in Discord's markdown: escaped, with the offending words marked and slurs masked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from itertools import groupby

from classifier.verdict import Reason

#: Labels whose words nobody should have to see before they choose to.
MASKED_LABELS = frozenset({"identity_attack", "obscene"})

#: Labels whose words are no offence: what a post off topic is about.
UNMARKED_LABELS = frozenset({"off_topic"})

#: Everything that Discord gives a meaning: emphasis, quotes, headings, masked links, mentions and spoilers
#: by their characters; addresses, bullets and numbers by what follows them.
_MARKDOWN = re.compile(r"[\\`*_~|>#\[\]<@]|:(?=//)|[-+](?=\s|\Z)|(?<=\d)\.(?=\s|\Z)")
#: Controls of writing direction: they would reorder our own words on the card.
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


_QUOTED = re.compile(r"“([^“”]*)”")

#: Stands where lines were left out for want of room.
MORE = "*[more left out]*"


class Style(Enum):
    """How a piece of a post is shown."""

    PLAIN = auto()
    MARKED = auto()
    MASKED = auto()


def escape(text: str) -> str:
    """The text with nothing in it that Discord would format, link, mention or reorder."""
    return _MARKDOWN.sub(r"\\\g<0>", text.translate(_DIRECTIONS))


def styles(text: str, reasons: Iterable[Reason]) -> list[Style]:
    """A style for each code point: marked if it speaks for any reason, masked if for one of MASKED_LABELS."""
    found = [Style.PLAIN] * len(text)
    for reason in (reason for reason in reasons if reason.label not in UNMARKED_LABELS):
        style = Style.MASKED if reason.label in MASKED_LABELS else Style.MARKED
        for span in reason.spans:
            for i in range(span.start, min(span.end, len(text))):
                if found[i] is not Style.MASKED:
                    found[i] = style
    return found


def excerpt(text: str, text_styles: list[Style], limit: int) -> str:
    """The text in markdown of at most `limit` characters: whole, or a window about the first marked word.

    What is left out is counted, never silently dropped.
    """
    first = next((i for i, style in enumerate(text_styles) if style is not Style.PLAIN), 0)
    size = len(text)
    shown = _render(text, text_styles)
    while len(shown) > limit:
        size = size * 3 // 4
        start = max(0, min(first - size // 4, len(text) - size))
        end = start + size
        shown = (
            _left_out(start) + _render(text[start:end], text_styles[start:end]) + _left_out(len(text) - end)
        )
    return shown


def masked_words(reasons: Iterable[Reason]) -> frozenset[str]:
    """The words that must not be shown in the clear, as they were written and as they were read."""
    spans = [span for reason in reasons if reason.label in MASKED_LABELS for span in reason.spans]
    return frozenset(word for span in spans for word in _words(f"{span.text} {span.read_as or ''}"))


def quotation(text: str, masked: frozenset[str]) -> str:
    """A few words of a post as markdown, masked as a whole if a masked word is among them."""
    # The start of a word that was cut short may give it away.
    hide = masked & _words(text) or (masked and "…" in text)
    return f"||{escape(text)}||" if hide else escape(text)


def summary(text: str, masked: frozenset[str], limit: int) -> str:
    """A reason's summary as markdown, what it quotes masked if need be. `limit` counts before escaping."""
    ours, opening, rest = clip(text, limit).partition("“")
    # From here on anything may be the post's: a quotation mark within it, or a cut, can upset the pairs.
    pieces = _QUOTED.split(opening + rest)
    return escape(ours) + "".join(
        f"“{quotation(piece, masked)}”" if i % 2 else quotation(piece, masked)
        for i, piece in enumerate(pieces)
    )


def clip(text: str, limit: int) -> str:
    """The text, cut to `limit` characters with a mark where it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def fit(lines: list[str], limit: int) -> str:
    """As many of the lines as fit into `limit` characters, and a word about the others."""
    if len("\n".join(lines)) <= limit:
        return "\n".join(lines)
    kept = lines
    while kept and len("\n".join([*kept, MORE])) > limit:
        kept = kept[:-1]
    return "\n".join([*kept, MORE])


def _render(text: str, text_styles: list[Style]) -> str:
    shown = []
    end = 0
    for style, run in groupby(text_styles):
        start, end = end, end + len(list(run))
        shown.append(_wrap(text[start:end], style))
    return "".join(shown)


def _wrap(piece: str, style: Style) -> str:
    body = piece.strip()
    if style is Style.PLAIN or not body:
        return escape(piece)
    # Emphasis holds only where it touches a word, so the spaces stay outside.
    before, _, after = piece.partition(body)
    marked = f"__**{escape(body)}**__"
    return f"{before}||{marked}||{after}" if style is Style.MASKED else f"{before}{marked}{after}"


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) | frozenset(text.casefold().split())


def _left_out(count: int) -> str:
    return f" *[{count:,} characters left out]* " if count else ""

"""The links in a text: addresses as they are, and Discord's masked links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.post import Link

#: Longer addresses are cut: Discord's own limit is 2,048 characters.
LONGEST = 2_048
#: So many links of one post are looked at.
MOST_LINKS = 50

_MASKED = re.compile(r"\[([^\[\]\n]{1,300})\]\(\s{0,5}<?(https?://[^\s<>)]{1,2048})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"|]{1,2048}", re.IGNORECASE)
#: A name without a scheme, such as discord.gg/abc; not the end of a mail address or of a longer name.
_BARE = re.compile(
    r"(?<![\w@./-])(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w@-])(?:/[^\s<>\"|]{0,2048})?", re.UNICODE
)
#: What ends a sentence, not an address.
_AFTER = ".,;:!?)]}'*_~`"


@dataclass(frozen=True, slots=True)
class Found:
    """A link and where it stands: code points `start` to `end`."""

    start: int
    end: int
    link: Link


def links_in(text: str) -> list[Found]:
    """The links, each once, masked ones first."""
    if "." not in text and "://" not in text and "\u3002" not in text:
        return []
    found: list[Found] = []
    taken = bytearray(len(text))
    for start, end, link in _candidates(text):
        if len(found) == MOST_LINKS:
            break
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Found(start, end, link))
    return found


def hosts_shown(text: str) -> list[str]:
    """The addresses that a link's words look like; none where it has a title in words."""
    pieces = (match[0] for pattern in (_ADDRESS, _BARE) for match in pattern.finditer(text[:LONGEST]))
    return [piece.rstrip(_AFTER) for piece in pieces]


def _candidates(text: str) -> Iterator[tuple[int, int, Link]]:
    for match in _MASKED.finditer(text):
        yield match.start(), match.end(), Link(match[2], match[1])
    for pattern in (_ADDRESS, _BARE):
        for match in pattern.finditer(text):
            address = match[0].rstrip(_AFTER)
            yield match.start(), match.start() + len(address), Link(address)

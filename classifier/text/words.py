"""The words of a normalised text, with their positions: what reasons are grouped by."""

from __future__ import annotations

import re

# What no word contains: ASCII and Latin-1 punctuation, general and CJK punctuation, symbols, emoji. Words are
# defined by what they are not, because `\w` leaves out the vowel signs of Hindi, Thai and their neighbours.
_APART = (
    r"\s\x00-/:-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2000-\u206f\u2190-\u2bff\u2e00-\u2e7f"
    r"\u3000-\u3004\u3008-\u3020\u3030\ufe00-\ufe6f\U0001f000-\U0001faff\U000e0000-\U000e0fff"
)
_PICTURE = r"[\u2190-\u2bff\u3030\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
_WORD = re.compile(
    r"\{[a-z]+\}"  # what normalisation put in: {url}, {user}
    r"|:\w{2,32}:"  # a custom emoji
    rf"|[^{_APART}]+(?:['’*]+[^{_APART}]+)*(?:\*{{2,}})?"  # o'clock, f*ck, f***
    r"|[\U0001f1e6-\U0001f1ff]{1,2}"  # a flag
    rf"|{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)


def words(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each word of a normalised text, in order.

    >>> [text[start:end] for text in ["f*ck off, {url}"] for start, end in words(text)]
    ['f*ck', 'off', '{url}']
    """
    return [match.span() for match in _WORD.finditer(text)]

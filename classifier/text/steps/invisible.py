"""Characters nobody sees, which split words for a machine and not for a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

# Controls, soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul fillers, Khmer and Mongolian
# selectors, zero-width and bidirectional controls, blank Braille, variation selectors, tags.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Joiners belong where they shape letters (Arabic, Persian, the scripts of India) and where they build emoji.
_SHAPED = r"\u0600-\u109f"
_PICTURE = r"\u2190-\u2bff\U0001f000-\U0001faff"
_CANDIDATE = re.compile(rf"[{_UNSEEN}\x80-\x9f\u200c\u200d]")
_INVISIBLE = re.compile(
    rf"[{_UNSEEN}]+"
    # After an accented letter, these controls are what wrong decoding left of a character, and hide nothing.
    r"|(?<![\x80-\xff])[\x80-\x84\x86-\x90\x98-\x9f]+"
    rf"|(?<![{_SHAPED}])\u200c+"
    rf"|(?<![{_SHAPED}{_PICTURE}\ufe0f])\u200d+|\u200d+(?![{_SHAPED}{_PICTURE}])"
)


def invisible(text: str) -> Iterator[Edit]:
    """Remove invisible characters, but for those that shape the letters or the emoji around them."""
    if not _CANDIDATE.search(text):
        return
    for match in _INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end(), "")

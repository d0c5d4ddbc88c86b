"""Characters nobody sees, which split words for a machine and not for a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

# Controls, soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul fillers, Khmer and Mongolian
# selectors, zero-width and bidirectional controls, blank Braille, variation selectors, tags.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")


def invisible(text: str) -> Iterator[Edit]:
    """Remove invisible characters."""
    for match in _INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end(), "")

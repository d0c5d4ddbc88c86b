"""Pictures for letters: "⭕ne 🆔iot", "sh❗t", "st🆙id"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import decode

_TABLE = """
⭕ o  🔴 o  🔵 o  ⚪ o  ⚫ o  🟠 o  🟡 o  🟢 o  🟣 o  🌕 o  🌑 o  🔘 o  🍩 o  🅾 o
❌ x  ❎ x  ✖ x  ⚔ x  ✝ t  ✚ t  ➕ t  ☦ t  ❗ i  ❕ i  🕯 i  💲 s  🐍 s  💰 s
🌙 c  ☪ c  🧲 u  ⛎ u  ♏ m  ♍ m  🆎 ab  🆑 cl  🆔 id  🆖 ng  🆗 ok  🆘 sos  🆙 up  🆚 vs
🆕 new
"""
_LETTERS = dict(zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True))
_PICTURE = f"[{''.join(_LETTERS)}]"
_TOKEN = re.compile(rf"(?<!\w)[a-z0-9@$!]*+{_PICTURE}(?:[a-z0-9@$!]|{_PICTURE})*+(?!\w)")
_SHORTEST = 4


def pictures(text: str) -> Iterator[Edit]:
    """Read pictures as the letters that they look like, in words that people disguise."""
    if text.isascii():
        return
    for match in _TOKEN.finditer(text):
        word = decode("".join(_LETTERS.get(char, char) for char in match.group()))
        if len(word) >= _SHORTEST and is_hidden_word(word):
            yield Edit(match.start(), match.end(), word)

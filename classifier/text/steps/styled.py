"""Letters in fancy dress: 𝓈𝒸𝓇𝒾𝓅𝓉, sᴍᴀʟʟ ᴄᴀᴘɪᴛᴀʟs, ⓒⓘⓡⓒⓛⓔⓢ, 🆂🆀🆄🅰🆁🅴🆂."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from classifier.text.confusables import confusables
from classifier.text.offsets import Edit

_STYLED = re.compile(
    r"[\u0180-\u024f\u0250-\u02b8\u1d00-\u1dbf\u2071\u207f\u2090-\u209c\u2102-\u2138\u249c-\u24e9\u2c60-\u2c7f"
    r"\u2202\ua720-\ua7ff\uab30-\uab6f\uff21-\uff5a\U0001d400-\U0001d7ff\U0001f110-\U0001f189]"
)


def styled(text: str) -> Iterator[Edit]:
    """Read fancy letters as the letters of a to z that they are."""
    if text.isascii():
        return
    for match in _STYLED.finditer(text):
        if plain := _plain(match.group()):
            yield Edit(match.start(), match.end(), plain)


@lru_cache(maxsize=2048)
def _plain(char: str) -> str | None:
    point = ord(char)
    if char == "∂":
        return "d"
    if 0x1F150 <= point <= 0x1F189:  # white on black, which Unicode gives no compatibility form
        return chr(ord("a") + (point - 0x1F150) % 32)
    form = unicodedata.normalize("NFKC", char).strip("()")
    return form if len(form) == 1 and form.isascii() and form.isalpha() else confusables().latin.get(char)

"""The short cut: most comments need nothing but lower case, and three quick searches can tell."""

from __future__ import annotations

import re

# Characters that no step has a use for: letters and marks of Western Europe, curly quotes, most emoji.
_HARMLESS = (
    r" a-zà-öø-ÿ;\"()?&%#=\[\]{}\\^‘“”–—…\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f900-\U0001f9ff"
)
# The first item is one set of characters, so that the search hops over all the others.
_SUSPICIOUS = re.compile(
    rf"[^{_HARMLESS}](?:"
    r"(?<=[0-9])(?:[^\W\d_]|(?<=[^\W\d_].))"  # a digit beside a letter
    r"|(?<=!)\w"
    r"|(?<=[.\-])(?:[\w!]|[.\-'’]\w)"  # a mark inside a word
    r"|(?<=['’])(?!(?:s|t|d|m|re|ve|ll)\b)[\w.\-!]"
    r"|(?<=[,/])[\w!][,/]"
    r"|(?<=:)//"
    r"|(?<![0-9!.\-'’,/:]))"  # anything else that is not harmless
)
_SPACING = re.compile(r" (?: |[\w!] [\w!](?!\w))")
_ELONGATED = re.compile(r"(.)\1\1(?<![.!?\-])")


def is_plain(text: str) -> bool:
    """Say whether normalisation would leave the lower-case `text` as it is. May err towards no."""
    return not (
        text.startswith(" ")
        or text.endswith(" ")
        or _SUSPICIOUS.search(text)
        or _SPACING.search(text)
        or _ELONGATED.search(text)
    )

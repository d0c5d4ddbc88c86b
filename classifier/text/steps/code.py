"""Code in backticks: no words to judge, where it is code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_FENCE = re.compile(r"```(?:[\w+-]{1,20}\n)?([^`]*(?:`{1,2}[^`]+)*)```|``([^`\n]+)``|`([^`\n]+)`")
_LOOKS_LIKE_CODE = re.compile(r"[(){};=<>\\/|$#\[\]]|\w_\w|[^\W_]\d|\w\.\w")


def code(text: str) -> Iterator[Edit]:
    """Fold code to {code}. Prose in backticks loses only the backticks, so that nobody hides behind them."""
    for match in _FENCE.finditer(text):
        content = match[match.lastindex or 0]
        if _LOOKS_LIKE_CODE.search(content):
            yield Edit(match.start(), match.end(), " {code} ")
        else:
            start, end = match.span(match.lastindex or 0)
            yield Edit(match.start(), start, " ")
            yield Edit(end, match.end(), " ")

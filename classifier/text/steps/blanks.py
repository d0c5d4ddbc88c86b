"""Line breaks, tabs and their like read as blanks, one for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_OTHER_BLANK = re.compile(r"(?! )\s")


def blanks(text: str) -> Iterator[Edit]:
    """Put a blank for each, once the steps that look at lines are done; how many there are still tells
    words from letters set apart."""
    for match in _OTHER_BLANK.finditer(text):
        yield Edit(match.start(), match.end(), " ")

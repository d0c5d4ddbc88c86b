"""What Discord writes in place of names: mentions and custom emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_MENTION = re.compile(r"<(@!?|@&|#)\d{1,20}>|@(?:everyone|here)\b")
_KINDS = {"@": "{user}", "@!": "{user}", "@&": "{role}", "#": "{channel}", None: "{everyone}"}
_CUSTOM_EMOJI = re.compile(r"<a?(:\w{2,32}:)\d{1,20}>")


def mentions(text: str) -> Iterator[Edit]:
    """Fold mentions to their kind: who is meant is no feature of the words."""
    for match in _MENTION.finditer(text):
        yield Edit(match.start(), match.end(), _KINDS[match.group(1)])


def custom_emoji(text: str) -> Iterator[Edit]:
    """Keep the name of a custom emoji and drop its number."""
    for match in _CUSTOM_EMOJI.finditer(text):
        yield Edit(match.start(), match.end(), match.group(1))

"""Web addresses: a placeholder and the words of the host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit

_SURE = "com|net|org|info|biz|xyz|io|gg|ru|cn|uk|nl|pl|eu|icu|tk|example|invalid"
# Words of English or French besides, so that they count only before a path: people forget the blank after a
# full stop.
_WITH_PATH = (
    "app|site|online|shop|store|top|club|live|link|click|pro|vip|fun|dev|gift|gifts|ml|ga|cf|ly|de|fr|ca|tv|co"
    "|me|ai|cc|ws|su|to|be|it|us|in|is"
)
_ADDRESS = re.compile(
    r"\b(?:(?:https?|hxxps?|ftp)://(?:[^\s/@<>]{0,64}@)?|www\.)(?P<host>[^\s/?#:<>\"'`()\[\]|]+)[^\s<>\"`|]*"
    r"|(?<![\w@./-])(?P<bare>(?:[^\W_][\w-]{0,62}\.){1,8}"
    rf"(?:(?:{_SURE})(?![\w@-]|\.\w)|(?:{_WITH_PATH})(?=/\w)))(?:/[^\s<>\"`|]*)?"
)
_HINT = re.compile(r"[.:](?:\w|//)|www\.")
_LABEL = re.compile(r"[^\W_]+")


def links(text: str) -> Iterator[Edit]:
    """Fold an address to {url} and its host, so that features may see where it leads."""
    if not _HINT.search(text):
        return
    for match in _ADDRESS.finditer(text):
        labels = _LABEL.findall(match["host"] or match["bare"])
        yield Edit(match.start(), match.end(), " ".join(["{url}", *labels]))

"""Unicode's compatibility forms: full-width, ligatures, fonts, decomposed accents and syllables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from classifier.text.offsets import Edit

# A letter with combining marks, a Hangul syllable in its parts, or one character that may have another form.
_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[^\x00-\x7f]")
_SYMBOLS = frozenset("™℠")  # their letters would stick to the name before them


def compatibility(text: str) -> Iterator[Edit]:
    """Read each cluster of characters in its NFKC form, where that form is made of letters and digits."""
    if unicodedata.is_normalized("NFKC", text):
        return
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        form = unicodedata.normalize("NFKC", cluster)
        if form != cluster and cluster not in _SYMBOLS and (len(cluster) > 1 or _is_plain(cluster, form)):
            yield Edit(match.start(), match.end(), form)


def _is_plain(char: str, form: str) -> bool:
    return "\uff00" <= char <= "\uffef" or form.isalnum()

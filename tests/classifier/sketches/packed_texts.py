"""Texts in one buffer, as Arrow has them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifier.sketches.scheme import Bytes, Offsets


def pack(texts: Sequence[str]) -> tuple[Bytes, Offsets]:
    """The bytes of all texts, and where each begins and the last ends."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), np.cumsum(
        [0, *map(len, encoded)], dtype=np.int64
    )

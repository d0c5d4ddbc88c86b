"""Comments as callers have them: a sequence of strings or an Arrow array, each perhaps with gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

#: Of a longer comment only the beginning is read. Characters; Discord's own limit is 4,000.
LONGEST_TEXT = 100_000


class ArrowStrings(Protocol):
    """An Arrow array or chunked array of strings, as pyarrow has them."""

    def __len__(self) -> int: ...

    def to_pylist(self) -> list[str | None]: ...

    def is_null(self) -> Any: ...

    def __getitem__(self, row: int) -> Any: ...


Texts = Sequence[str | None] | ArrowStrings


def as_list(texts: Texts) -> Sequence[str | None]:
    """The texts as Python strings. Raises TypeError for one string, of which each character would be one."""
    if isinstance(texts, str):
        raise TypeError("give a list of strings, not one string")
    return texts if isinstance(texts, Sequence) else texts.to_pylist()


def read(texts: Texts) -> Iterator[str]:
    """What is read of each text, nothing of one that is missing."""
    return ((text or "")[:LONGEST_TEXT] for text in as_list(texts))


def missing(texts: Texts) -> npt.NDArray[np.bool_]:
    """Which of the texts are missing."""
    found = [text is None for text in texts] if isinstance(texts, Sequence) else texts.is_null()
    return np.asarray(found, dtype=bool)


def in_rows(texts: Texts, rows: npt.NDArray[np.int64]) -> list[str | None]:
    """The texts in these few rows, as Python strings."""
    found = [texts[row] for row in rows.tolist()]
    return found if isinstance(texts, Sequence) else [scalar.as_py() for scalar in found]

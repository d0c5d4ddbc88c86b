"""The quick way to the logits of many comments, where what it needs is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.linear import Linear
from classifier.texts import Texts

if TYPE_CHECKING:
    import pyarrow as pa

    from classifier.kernel import Kernel

#: A list of fewer comments is scored before numba would be loaded. Arrow arrays always go the quick way.
FEWEST = 20_000


class Many:
    """Scores by the kernel if it can."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    def logits(self, texts: Texts) -> npt.NDArray[np.float64] | None:
        """Log-odds of each linear label, shape (comments, labels); None if this is no case for the kernel."""
        if isinstance(texts, str) or (isinstance(texts, Sequence) and len(texts) < FEWEST):
            return None
        if self._kernel is None or (arrays := _arrow(texts)) is None:
            return None
        found = [self._kernel.logits(array) for array in arrays]
        return np.concatenate(found) if found else np.empty((0, len(self._linear.bias)))

    @cached_property
    def _kernel(self) -> Kernel | None:
        try:
            from classifier.kernel import Kernel
        except ImportError:  # numba is an extra
            return None
        return Kernel(self._linear)


def _arrow(texts: Texts) -> list[pa.Array] | None:
    """The comments as Arrow arrays; None for strings that UTF-8 can't say, such as half a surrogate pair."""
    import pyarrow as pa

    if not isinstance(texts, Sequence):
        return list(texts.chunks) if isinstance(texts, pa.ChunkedArray) else [texts]
    try:
        return [pa.array(texts, pa.large_string())]
    except (UnicodeEncodeError, pa.ArrowException):
        return None

"""Whether a model's parts fit each other and this version: checked once, when the model is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

import numpy as np

from classifier.labels import LINEAR, NAMES
from classifier.modelfile import Array, ModelParts
from classifier.ngrams import PAIRS
from classifier.relevance import FEATURES, check_arrays

#: Buckets of n-grams number at most 2 to the power of this.
MOST_BITS = 30
#: A run of one character could be the space beside a text, which is no place in it.
SHORTEST_RUN = 2


def check_parts(parts: ModelParts) -> None:
    """Raise KeyError, TypeError or ValueError, saying what is wrong, unless a model can be made of these."""
    manifest, arrays = parts.manifest, parts.arrays
    _same("labels", manifest["labels"], NAMES)
    _same("relevance_features", manifest["relevance_features"], FEATURES)
    for kind in ("thresholds", "review_thresholds"):
        for name in NAMES:
            if not 0 <= manifest[kind][name] < inf:  # above 1 it is never reached
                raise ValueError(f"{kind}: that of {name} is {manifest[kind][name]}")
    check_ngrams(manifest["ngrams"])
    _fits("weights", arrays["weights"], (1 << manifest["ngrams"]["bits"], len(LINEAR)))
    _fits("bias", arrays["bias"], (len(LINEAR),))
    check_arrays(arrays)


def check_ngrams(settings: Mapping[str, Any]) -> None:
    """Raise KeyError, TypeError or ValueError unless n-grams can be taken by these settings."""
    sizes, pairs = settings["char_sizes"], settings["pairs"]
    if not all(type(size) is int and size >= SHORTEST_RUN for size in sizes):
        raise ValueError(f"char_sizes is {list(sizes)}; sizes are whole numbers from {SHORTEST_RUN}")
    if unknown := [name for name in pairs if name not in PAIRS]:
        raise ValueError(f"pairs names {unknown[0]!r}; there are {', '.join(PAIRS)}")
    bits = settings["bits"]
    if type(bits) is not int or not 1 <= bits <= MOST_BITS:
        raise ValueError(f"bits is {bits!r}; it is a whole number from 1 to {MOST_BITS}")


def _same(name: str, stated: Any, known: tuple[str, ...]) -> None:
    if tuple(stated) != known:
        raise ValueError(f"its {name} are not those of this version")


def _fits(name: str, array: Array, shape: tuple[int, ...]) -> None:
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}, not {shape}")
    if not (np.issubdtype(array.dtype, np.floating) and np.isfinite(array).all()):
        raise ValueError(f"{name} holds something other than finite numbers")

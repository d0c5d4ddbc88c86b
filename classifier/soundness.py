"""Whether a model's parts fit each other and this version: checked once, when the model is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

import numpy as np

from classifier.labels import LINEAR, NAMES
from classifier.modelfile import Array, ModelParts
from classifier.relevance import FEATURES, IDF_BITS

#: Buckets of n-grams number at most 2 to the power of this.
MOST_BITS = 30
#: A run of one character could be the space beside a text, which is no place in it.
SHORTEST_RUN = 2


def check_parts(parts: ModelParts) -> None:
    """Raise KeyError, TypeError or ValueError, saying what is wrong, unless a model can be made of these."""
    manifest, arrays = parts.manifest, parts.arrays
    _same("labels", manifest["labels"], NAMES)
    _same("relevance_features", manifest["relevance_features"], FEATURES)
    for name in NAMES:
        if not 0 <= manifest["thresholds"][name] < inf:  # above 1 it is never reached
            raise ValueError(f"the threshold of {name} is {manifest['thresholds'][name]}")
    check_ngrams(manifest["ngrams"])
    _fits("weights", arrays["weights"], (1 << manifest["ngrams"]["bits"], len(LINEAR)))
    _fits("bias", arrays["bias"], (len(LINEAR),))
    _fits("idf", arrays["idf"], (1 << IDF_BITS,))
    _fits("relevance", arrays["relevance"], (len(FEATURES) + 1,))


def check_ngrams(settings: Mapping[str, Any]) -> None:
    """Raise KeyError, TypeError or ValueError unless n-grams can be taken by these settings."""
    for key, least in (("char_sizes", SHORTEST_RUN), ("token_sizes", 1)):
        if not all(type(size) is int and size >= least for size in settings[key]):
            raise ValueError(f"{key} is {list(settings[key])}; sizes are whole numbers from {least}")
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

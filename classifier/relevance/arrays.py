"""How a model file holds what relevance needs, and whether that is sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.relevance.compare import FEATURES
from classifier.relevance.profiles import Background
from classifier.relevance.scorer import Relevance
from classifier.relevance.vectors import WordVectors
from classifier.relevance.words import IDF_BITS

Array = npt.NDArray[Any]


def from_arrays(arrays: Mapping[str, Array]) -> Relevance:
    """The relevance of a model file's arrays."""
    return Relevance(
        arrays["idf"], words_of(arrays), background_of(arrays), arrays["relevance_knots"], arrays["relevance"]
    )


def words_of(arrays: Mapping[str, Array]) -> WordVectors:
    """The word vectors of a model file's arrays."""
    return WordVectors(arrays["word_keys"], arrays["word_codes"], arrays["word_steps"])


def background_of(arrays: Mapping[str, Array]) -> Background:
    """The background of a model file's arrays."""
    return Background(
        arrays["background_mean"].astype(np.float32), arrays["background_covariance"].astype(np.float32)
    )


def to_arrays(vectors: WordVectors, background: Background) -> dict[str, Array]:
    """What a model file holds of the words."""
    return {
        "word_keys": vectors.keys,
        "word_codes": vectors.codes,
        "word_steps": vectors.steps,
        "background_mean": background.mean.astype(np.float16),
        "background_covariance": background.covariance.astype(np.float16),
    }


def check_arrays(arrays: Mapping[str, Array]) -> None:
    """Raise KeyError or ValueError, saying what is wrong, unless these make a relevance."""
    words = len(arrays["word_keys"])
    _fits("word_keys", arrays["word_keys"], (words,), np.uint32)
    if not words or np.any(arrays["word_keys"][1:] <= arrays["word_keys"][:-1]):
        raise ValueError("word_keys are none, or do not ascend")
    if arrays["word_codes"].ndim != 2 or not arrays["word_codes"].size:
        raise ValueError(f"word_codes has the shape {arrays['word_codes'].shape}")
    size = 2 * arrays["word_codes"].shape[1]
    _fits("word_codes", arrays["word_codes"], (words, size // 2), np.uint8)
    _fits("word_steps", arrays["word_steps"], (words,), np.floating)
    _fits("background_mean", arrays["background_mean"], (size,), np.floating)
    _fits("background_covariance", arrays["background_covariance"], (size, size), np.floating)
    _fits("idf", arrays["idf"], (1 << IDF_BITS,), np.floating)
    knots = arrays["relevance_knots"]
    if knots.ndim != 2 or knots.shape[1] < 2:
        raise ValueError(f"relevance_knots has the shape {knots.shape}")
    _fits("relevance_knots", knots, (len(FEATURES), knots.shape[1]), np.floating)
    if np.any(np.diff(knots, axis=1) < 0):
        raise ValueError("relevance_knots do not ascend")
    _fits("relevance", arrays["relevance"], (len(FEATURES) * (knots.shape[1] - 1) + 1,), np.floating)


def _fits(name: str, array: Array, shape: tuple[int, ...], kind: type[np.generic]) -> None:
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}, not {shape}")
    if not np.issubdtype(array.dtype, kind):
        raise ValueError(f"{name} holds {array.dtype}")
    if kind is np.floating and not np.isfinite(array).all():
        raise ValueError(f"{name} holds something other than finite numbers")

"""A small real model whose weights are set by hand, so that tests know what it finds and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier import modelfile
from classifier.labels import LINEAR, NAMES
from classifier.ngrams import NgramSettings, extract
from classifier.relevance import FEATURES, IDF_BITS

SETTINGS = NgramSettings(bits=14)
THRESHOLD = 0.5
BIAS = -3.0

#: The weight of each n-gram of a word, for each label that it speaks for or against.
WORDS = {
    "idiot": {"incivility": 3.0, "insult": 4.0},
    "village": {"insult": 1.5},
    "moron": {"incivility": 3.0, "insult": 4.0},
    "fuck": {"incivility": 2.0, "obscene": 5.0},
    "nitro": {"spam": 5.0},
    "please": {"incivility": -1.0, "insult": -1.0},
}


def parts() -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The manifest and the arrays of a model that knows `WORDS` and calls off topic what shares no word."""
    weights = np.zeros((1 << SETTINGS.bits, len(LINEAR)), dtype=np.float16)
    for word, by_label in WORDS.items():
        buckets, _ = extract([word], SETTINGS).distinct()
        for label, weight in by_label.items():
            weights[buckets, LINEAR.index(label)] = weight
    relevance = np.zeros(len(FEATURES) + 1)
    relevance[FEATURES.index("cosine")] = -20.0
    relevance[-1] = 2.0
    manifest = {
        "name": "made",
        "labels": list(NAMES),
        "ngrams": {
            "bits": SETTINGS.bits,
            "char_sizes": list(SETTINGS.char_sizes),
            "token_sizes": list(SETTINGS.token_sizes),
        },
        "relevance_features": list(FEATURES),
        "thresholds": dict.fromkeys(NAMES, THRESHOLD),
    }
    arrays = {
        "weights": weights,
        "bias": np.full(len(LINEAR), BIAS),
        "idf": np.full(1 << IDF_BITS, 3.0, dtype=np.float16),
        "relevance": relevance,
    }
    return manifest, arrays


def write(path: Path) -> Path:
    """Write the model as a file."""
    modelfile.write(path, *parts())
    return path

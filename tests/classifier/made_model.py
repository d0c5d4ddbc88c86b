"""A small real model whose weights are set by hand, so that tests know what it finds and why."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier import modelfile
from classifier.labels import LINEAR, NAMES
from classifier.ngrams import NgramSettings, inside
from classifier.relevance import FEATURES, IDF_BITS, Background, WordVectors, pack, to_arrays

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


#: Every run of three letters: with these, any word is known, and weighs enough to tell by.
PIECES = ["".join(letters) for letters in product(ascii_lowercase, repeat=3)]
BACKGROUND = Background(np.zeros(8, np.float32), np.eye(8, dtype=np.float32))


def made_words() -> WordVectors:
    """Vectors drawn at random, of about 6 numbers' length."""
    return pack(PIECES, np.random.default_rng(0).normal(0, 2, (len(PIECES), 8)).astype(np.float32))


def parts() -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The manifest and the arrays of a model that knows `WORDS` and calls off topic what shares no word."""
    weights = np.zeros((1 << SETTINGS.bits, len(LINEAR)), dtype=np.float16)
    for word, by_label in WORDS.items():
        _, buckets, _ = inside([word], SETTINGS)
        for label, weight in by_label.items():
            weights[buckets, LINEAR.index(label)] = weight
    relevance = np.zeros(len(FEATURES) + 1)
    relevance[FEATURES.index("stem_cosine")] = -20.0
    relevance[-1] = 2.0
    manifest = {
        "name": "made",
        "labels": list(NAMES),
        "ngrams": {
            "bits": SETTINGS.bits,
            "char_sizes": list(SETTINGS.char_sizes),
            "pairs": list(SETTINGS.pairs),
        },
        "relevance_features": list(FEATURES),
        "thresholds": dict.fromkeys(NAMES, THRESHOLD),
        "review_thresholds": dict.fromkeys(NAMES, THRESHOLD / 2),
    }
    arrays = {
        "weights": weights,
        "bias": np.full(len(LINEAR), BIAS),
        "idf": np.full(1 << IDF_BITS, 3.0, dtype=np.float16),
        **to_arrays(made_words(), BACKGROUND),
        "relevance_knots": np.tile([0.0, 1.0], (len(FEATURES), 1)),
        "relevance": relevance,
    }
    return manifest, arrays


def write(path: Path) -> Path:
    """Write the model as a file."""
    modelfile.write(path, *parts())
    return path

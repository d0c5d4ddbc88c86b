"""Where training finds the word vectors: `python -m classifier.training.word_vectors` writes the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier import modelfile
from classifier.errors import BadInput
from classifier.relevance import Background, WordVectors, background_of, to_arrays, words_of

#: Written at the root of the working copy; without it, training takes the words of the model that ships.
WORD_FILE = Path(__file__).parents[2] / "build" / "word_vectors.npz"
_SHIPPED = Path(__file__).parents[1] / "default.tactful"


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary, how unrelated texts are spread in it, and where it comes from, for the model's card."""

    vectors: WordVectors
    background: Background
    origin: Mapping[str, Any]


def load_words(path: Path = WORD_FILE, shipped: Path = _SHIPPED) -> Words:
    """The words of the file, or those of the model that ships. Raises BadInput if neither has any."""
    if path.is_file():
        with np.load(path, allow_pickle=False) as file:
            arrays: Mapping[str, npt.NDArray[Any]] = dict(file)
        return Words(words_of(arrays), background_of(arrays), json.loads(str(arrays["origin"])))
    parts = modelfile.read(shipped)
    try:
        origin = parts.manifest["card"]["word_vectors"]
        return Words(words_of(parts.arrays), background_of(parts.arrays), origin)
    except KeyError as error:
        raise BadInput(
            "no word vectors to train with", where=str(path), mend="write them with `make vectors`"
        ) from error


def save_words(words: Words, path: Path) -> None:
    """Write the file. The same words give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = to_arrays(words.vectors, words.background)
    np.savez(path, origin=np.array(json.dumps(words.origin)), **arrays)

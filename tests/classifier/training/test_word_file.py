"""Word vectors come from the file, or else from the model that ships."""

from __future__ import annotations

from pathlib import Path

import made_model
import numpy as np
import pytest

from classifier import modelfile
from classifier.errors import BadInput
from classifier.training.word_file import Words, load_words, save_words

WORDS = Words(made_model.made_words(), made_model.BACKGROUND, {"from": "made up"})


def test_words_come_back_from_the_file(tmp_path: Path) -> None:
    save_words(WORDS, tmp_path / "build" / "words.npz")
    found = load_words(tmp_path / "build" / "words.npz")
    assert found.origin == WORDS.origin
    assert np.array_equal(found.vectors.codes, WORDS.vectors.codes)
    assert np.array_equal(found.background.covariance, WORDS.background.covariance)


def test_without_the_file_they_are_the_shipped_models(tmp_path: Path) -> None:
    manifest, arrays = made_model.parts()
    shipped = tmp_path / "shipped.tactful"
    modelfile.write(shipped, {**manifest, "card": {"word_vectors": WORDS.origin}}, arrays)
    found = load_words(tmp_path / "none.npz", shipped)
    assert found.origin == WORDS.origin
    assert np.array_equal(found.vectors.keys, WORDS.vectors.keys)


def test_without_either_the_mend_is_named(tmp_path: Path) -> None:
    manifest, arrays = made_model.parts()
    shipped = tmp_path / "shipped.tactful"
    modelfile.write(shipped, {**manifest, "card": {}}, arrays)
    with pytest.raises(BadInput, match="make vectors"):
        load_words(tmp_path / "none.npz", shipped)

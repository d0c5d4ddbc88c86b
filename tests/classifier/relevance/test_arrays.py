"""A model's arrays come back as they were, and unsound ones are named."""

from __future__ import annotations

import made_model
import numpy as np
import pytest

from classifier.relevance import check_arrays, from_arrays


def test_a_made_model_is_sound_and_scores() -> None:
    arrays = made_model.parts()[1]
    check_arrays(arrays)
    assert np.isfinite(from_arrays(arrays).logits(["export controls"], ["chips and exports"])).all()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("word_keys", lambda array: array[::-1]),
        ("word_keys", lambda array: array[:0]),
        ("word_keys", lambda array: array.astype(np.int64)),
        ("word_codes", lambda array: array[:, :0]),
        ("word_codes", lambda array: array[1:]),
        ("word_steps", lambda array: array * np.nan),
        ("background_mean", lambda array: array[1:]),
        ("background_covariance", lambda array: array[1:]),
        ("relevance_knots", lambda array: array[:, ::-1]),
        ("relevance_knots", lambda array: array[:, :1]),
        ("relevance", lambda array: array[1:]),
        ("idf", lambda array: array[1:]),
    ],
)
def test_an_unsound_array_is_refused_by_name(name: str, change: object) -> None:
    arrays = made_model.parts()[1]
    assert callable(change)
    with pytest.raises(ValueError, match=name):
        check_arrays({**arrays, name: change(arrays[name])})


def test_a_missing_array_is_refused() -> None:
    arrays = made_model.parts()[1]
    del arrays["word_codes"]
    with pytest.raises(KeyError, match="word_codes"):
        check_arrays(arrays)

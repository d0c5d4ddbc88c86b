"""What one label implies for another, and what it leaves open."""

from __future__ import annotations

import numpy as np
import pytest

from classifier.labels import NAMES
from classifier.training.implied import implied


def filled(**told: float) -> dict[str, float]:
    row = np.array([[told.get(name, np.nan) for name in NAMES]], dtype=np.float32)
    return {
        name: float(value) for name, value in zip(NAMES, implied(row)[0], strict=True) if not np.isnan(value)
    }


@pytest.mark.parametrize("kind", ["insult", "identity_attack", "threat", "hostile"])
def test_a_comment_of_an_acting_kind_is_uncivil(kind: str) -> None:
    assert filled(**{kind: 1}) == {kind: 1, "incivility": 1}


def test_a_civil_comment_is_of_no_acting_kind_and_may_be_profane_or_spam() -> None:
    assert filled(incivility=0) == dict.fromkeys(
        ["incivility", "insult", "identity_attack", "threat", "hostile"], 0
    )


def test_profanity_alone_implies_nothing() -> None:
    assert filled(obscene=1) == {"obscene": 1}

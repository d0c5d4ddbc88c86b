"""Levels of caution and states are worded by what follows from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.caution import Caution
from bot.discord.move_texts import FOLLOWS, caution_words
from bot.reasons import State

GUIDE = Path(__file__).parents[3] / "docs" / "moderators.md"


@pytest.mark.parametrize(
    ("caution", "wrong", "agreements"),
    [
        (Caution.STRICT, "2 in 100", "13 for suggest, 28 for queue, 148 for act"),
        (Caution.CAREFUL, "5 in 100", "8 for suggest, 18 for queue, 58 for act"),
        (Caution.BOLD, "10 in 100", "5 for suggest, 13 for queue, 28 for act"),
    ],
)
def test_caution_says_what_may_go_wrong_and_what_it_takes(
    caution: Caution, wrong: str, agreements: str
) -> None:
    words = caution_words(caution)
    assert f"at most {wrong} of such flags are wrong" in words
    assert agreements in words
    numbers = [part.split()[0] for part in agreements.split(", ")]
    assert f"| `{caution}` | {wrong} | {' | '.join(numbers)} |" in GUIDE.read_text("utf-8")


def test_every_state_says_what_follows() -> None:
    assert set(FOLLOWS) == set(State)

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.checks.strength import THRESHOLD, strength


@given(st.integers(0, 10_000), st.integers(1, 1_000))
def test_a_count_reaches_the_threshold_exactly_at_its_limit(count: int, limit: int) -> None:
    score = strength(count, limit)
    assert 0 <= score <= 1
    assert (score >= THRESHOLD) == (count >= limit)
    assert strength(count + 1, limit) > score

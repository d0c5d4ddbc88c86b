"""Hashes of texts, and how many different ones there are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.audit.tally.distinct import Distinct
from classifier.audit.tally.hashes import text_hashes

TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=30)), max_size=40)


@given(TEXTS, st.integers(0, 5))
def test_the_same_text_has_the_same_hash_wherever_it_lies(texts: list[str | None], offset: int) -> None:
    whole = text_hashes(pa.array([*["pad"] * offset, *texts], pa.string()).slice(offset))
    alone = [int(text_hashes(pa.array([text], pa.large_string()))[0]) for text in texts]
    assert whole.tolist() == alone


@given(TEXTS)
def test_different_texts_have_different_hashes(texts: list[str | None]) -> None:
    different = sorted({text for text in texts if text is not None})
    assert len(set(text_hashes(pa.array(different, pa.string())).tolist())) == len(different)


@pytest.mark.parametrize("n", [0, 1, 10, 1_000, 10_000, 300_000])
def test_an_estimate_is_near_the_number_of_different_names(n: int) -> None:
    counted = Distinct.of(text_hashes(pa.array([f"user{number}" for number in range(n)], pa.string())))
    assert counted.estimate() == pytest.approx(n, rel=0.05)


def test_counting_twice_changes_nothing() -> None:
    hashes = text_hashes(pa.array([f"user{number}" for number in range(5_000)]))
    halves = Distinct.of(hashes[:3_000])
    halves.merge(Distinct.of(hashes[2_000:]))
    assert np.array_equal(halves.registers, Distinct.of(hashes).registers)
    assert Distinct.from_json(halves.to_json()).estimate() == halves.estimate()

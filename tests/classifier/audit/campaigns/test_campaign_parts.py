"""The parts of the search: the forest, the filter of repeated keys, the files of records."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.audit.campaigns import repeats
from classifier.audit.campaigns.facts import _hashes
from classifier.audit.campaigns.forest import Forest
from classifier.audit.campaigns.repeats import Repeats
from classifier.audit.campaigns.scratch import ROWS_AT_ONCE, Partitions

PAIRS = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40)


@given(st.lists(PAIRS, max_size=4))
def test_rows_hang_together_as_their_pairs_say(rounds: list[list[tuple[int, int]]]) -> None:
    forest = Forest(30)
    name = list(range(30))
    for pairs in rounds:
        one, other = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
        forest.join(one, other)
        for left, right in pairs:
            old, new = max(name[left], name[right]), min(name[left], name[right])
            name = [new if each == old else each for each in name]
    assert forest.roots().tolist() == name


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 9), max_size=30), max_size=4))
def test_no_repeated_key_is_missed(batches: list[list[int]]) -> None:
    seen = Repeats(1000)
    every: list[int] = []
    for batch in batches:
        seen.add(np.array(batch, dtype=np.uint32))
        every += batch
    repeated = [key for key in set(every) if every.count(key) > 1]
    assert seen(np.array(repeated, dtype=np.uint32)).all()


def test_few_keys_seem_repeated_that_are_not() -> None:
    keys = np.random.default_rng(1).permutation(2**22)[:200_000].astype(np.uint32) << np.uint32(10)
    seen = Repeats(len(keys))
    seen.add(keys)
    assert seen(keys).mean() < 0.25


def test_records_come_back_in_order_and_those_of_a_key_from_one_file(tmp_path: Path) -> None:
    chance = np.random.default_rng(2)
    keys = chance.integers(0, 2**32, 1000, dtype=np.uint32)[chance.integers(0, 1000, 5000)]
    records = np.column_stack((keys, np.arange(5000))).astype(np.uint64)
    with Partitions(tmp_path, "some", 2, 3 * ROWS_AT_ONCE) as partitions:
        for start in range(0, 5000, 700):
            partitions.add(records[start : start + 700], keys[start : start + 700])
        files = [np.concatenate([np.empty((0, 2), np.uint64), *pieces]) for pieces in partitions.files()]
    assert len(files) == 3
    assert all((np.diff(file[:, 1].astype(np.int64)) > 0).all() for file in files)
    assert np.array_equal(np.sort(np.concatenate(files)[:, 1]), np.arange(5000))
    held = [set(file[:, 0].tolist()) for file in files]
    assert sum(map(len, held)) == len(set.union(*held))
    assert not list(tmp_path.iterdir())


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.integers(0, 2**10 - 1), max_size=60), st.lists(st.integers(0, 2**10 - 1), max_size=60))
def test_the_compiled_filter_makes_the_same_tables(some: list[int], others: list[int]) -> None:
    compiled = pytest.importorskip("classifier.audit.campaigns.compiled", reason="numba is not installed")
    tables = []
    for way in (repeats, compiled):
        once, twice = (np.zeros(2**7, dtype=np.uint8) for _ in range(2))
        for slots in (some, others):
            way.note(np.array(slots, dtype=np.uint32), once, twice)
        found = np.zeros(2**10, dtype=np.bool_)
        way.has(twice, np.arange(2**10, dtype=np.uint32), found)
        tables.append((once.tolist(), twice.tolist(), found.tolist()))
    assert tables[0] == tables[1]


@given(st.lists(st.text(max_size=12), max_size=30), st.integers(0, 5))
def test_equal_names_have_equal_hashes_and_others_do_not(names: list[str], start: int) -> None:
    array = pa.array(names, pa.large_string())[start:]
    hashes = _hashes(array).tolist()
    for one, left in zip(array.to_pylist(), hashes, strict=True):
        assert [one == other for other in array.to_pylist()] == [left == right for right in hashes]

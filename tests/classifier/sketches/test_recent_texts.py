"""Posts as they come, grouped by their text."""

from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.sketches.recent import RecentTexts

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
WINDOW = timedelta(minutes=10)
OFFER = "claim your free gift for the whole server today before the timer runs out"
COPIES = [
    OFFER,
    OFFER.upper() + "!!!",
    OFFER.replace("gift", "gift 🎁"),
    OFFER.replace("a", "\u0430"),
    OFFER.replace("today", "tonight"),
    "hey! " + OFFER,
    OFFER + " https://t.me/xy12",
    OFFER.replace("whole", "who\u200ble"),
]
OTHERS = [
    "I think the second chapter of the book was a lot better than the first one",
    "has anyone managed to compile it with the new toolchain on a mac yet?",
    "the bus was late again this morning so I walked all the way to the station",
]


def recent(most: int = 1000) -> RecentTexts[int]:
    return RecentTexts(WINDOW, most)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_edited_copies_fall_in_one_group_and_other_texts_do_not() -> None:
    texts = recent()
    groups = [texts.add(text, key, at(0)) for key, text in enumerate([*COPIES, *OTHERS])]
    names = [group.name for group in groups if group]
    assert names == [0] * len(COPIES) + list(range(len(COPIES), len(COPIES) + len(OTHERS)))
    assert groups[0] is not None
    assert list(groups[0].posts) == list(range(len(COPIES)))


def test_a_short_text_falls_in_no_group() -> None:
    assert recent().add("good morning all", 1, at(0)) is None


def test_what_is_older_than_the_window_is_forgotten_but_the_name_stays() -> None:
    texts = recent()
    for key in range(6):
        group = texts.add(OFFER, key, at(3 * key))
    assert group is not None
    assert group.name == 0
    assert group.posts == {2: at(6), 3: at(9), 4: at(12), 5: at(15)}
    late = texts.add(OFFER, 9, at(60))
    assert late is not None
    assert (late.name, list(late.posts)) == (9, [9])


def test_an_edit_moves_the_post() -> None:
    texts = recent()
    first = texts.add(OFFER, 1, at(0))
    assert texts.add(OTHERS[0], 2, at(1)) is not first
    moved = texts.add(COPIES[4], 2, at(2))
    assert moved is first
    assert len(texts) == 2
    assert moved is not None
    assert moved.posts == {1: at(0), 2: at(2)}


def test_a_forgotten_post_leaves_nothing() -> None:
    texts = recent()
    texts.add(OFFER, 1, at(0))
    texts.forget(1)
    texts.forget(2)
    group = texts.add(OFFER, 3, at(0))
    assert group is not None
    assert (group.name, list(group.posts)) == (3, [3])


def test_at_most_so_many_posts_are_remembered() -> None:
    texts = recent(most=3)
    for key in range(10):
        group = texts.add(COPIES[key % len(COPIES)], key, at(0))
        assert len(texts) <= 3
    assert group is not None
    assert list(group.posts) == [7, 8, 9]


OPERATIONS = st.tuples(
    st.sampled_from([*COPIES, *OTHERS, "", "short"]), st.integers(0, 12), st.integers(0, 4), st.booleans()
)


@settings(max_examples=100, deadline=None)
@given(st.lists(OPERATIONS, max_size=40))
def test_groups_and_index_agree_whatever_happens(operations: list[tuple[str, int, int, bool]]) -> None:
    texts = recent(most=8)
    groups = []
    minute = 0
    for text, key, passed, forget in operations:
        minute += passed
        if forget:
            texts.forget(key)
        elif group := texts.add(text, key, at(minute)):
            groups.append(group)
            assert key in group.posts
            assert all(when >= at(minute) - WINDOW for when in group.posts.values())
    remembered = {key for group in groups for key in group.posts}
    assert len(remembered) == len(texts) <= 8
    for key in remembered:
        texts.forget(key)
    assert not texts._texts
    assert not texts._by_key


def test_memory_is_bounded(comments: list[str]) -> None:
    """Of three times as many posts as are remembered no more than 2.5 kB for each remembered one stays."""
    tracemalloc.start()
    texts = recent(most=2000)
    for key in range(6000):
        texts.add(f"{comments[key % len(comments)]} number {key}", key, START)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(texts) == 2000
    assert held < 2000 * 2500


def test_adding_is_quick(comments: list[str]) -> None:
    """Far below what a decision may take. `make bench-neardup` measures it; here machines are busy."""
    texts = recent(most=5000)
    times = []
    for key in range(2000):
        started = time.process_time_ns()
        texts.add(f"{comments[key % len(comments)]} {key}", key, START)
        times.append(time.process_time_ns() - started)
    assert np.quantile(times, 0.95) < 1_000_000

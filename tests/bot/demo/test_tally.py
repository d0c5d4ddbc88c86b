"""The tally counts each label rightly, and a flag for a kind of incivility as one for incivility."""

from __future__ import annotations

import math

from bot.demo.tally import Count, tally
from classifier.labels import NAMES

NONE: frozenset[str] = frozenset()


def counted(*posts: tuple[frozenset[str], frozenset[str]]) -> dict[str, Count]:
    return {count.label: count for count in tally(posts)}


def test_right_wrong_and_missed_are_counted_by_label() -> None:
    spam = frozenset({"spam"})
    found = counted((spam, spam), (spam, NONE), (NONE, spam), (NONE, NONE), (spam, spam))["spam"]
    assert found == Count("spam", right=2, wrong=1, missed=1)
    assert (found.precision, found.recall) == (2 / 3, 2 / 3)


def test_every_label_has_a_count_in_order() -> None:
    assert [count.label for count in tally([])] == list(NAMES)


def test_shares_are_undefined_without_a_flag_or_such_a_post() -> None:
    empty = Count("spam", 0, 0, 0)
    assert math.isnan(empty.precision)
    assert math.isnan(empty.recall)


def test_a_flag_for_a_kind_of_incivility_counts_for_incivility() -> None:
    true = frozenset({"incivility", "hostile"})
    found = counted((true, frozenset({"insult"})))
    assert (found["incivility"].right, found["incivility"].missed) == (1, 0)
    assert (found["insult"].wrong, found["hostile"].missed) == (1, 1)


def test_a_flag_for_coarse_language_or_spam_does_not() -> None:
    found = counted((frozenset({"incivility"}), frozenset({"obscene", "spam", "off_topic"})))
    assert found["incivility"].missed == 1

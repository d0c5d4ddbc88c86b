"""Halves of a comment belong together; pairs of halves are on and off topic by turns."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from classifier.labels import NAMES
from classifier.training import halves
from classifier.training.corpora import Corpus, Row

UNKNOWN = tuple([float("nan")] * len(NAMES))
FIRST = "the oven was far too hot for that sourdough loaf and so it burnt."
SECOND = "next time i would let the starter rest for a night, then bake it slowly."
LONG = Row("1", "news", "news:1", "gold", "P", "train", f"{FIRST} {SECOND}", None, UNKNOWN)


def corpus(count: int, source: str = "news") -> Corpus:
    rows = [
        replace(LONG, source=source, group=f"{source}:{n}", text=f"number {n} says: {LONG.text}")
        for n in range(count)
    ]
    return Corpus(tuple(rows), {})


def cut(given: Corpus) -> list[halves.Halves]:
    return halves.cut(given, given.texts)


def test_a_comment_is_cut_between_sentences_near_its_middle() -> None:
    (found,) = cut(Corpus((LONG,), {}))
    assert (found.first, found.second) == (FIRST, SECOND.rstrip("."))


def test_a_comment_of_one_sentence_is_cut_at_its_middle_word() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    (found,) = cut(Corpus((replace(LONG, text=text),), {}))
    assert found.first.split()[-1] == "word19"
    assert f"{found.first} {found.second}" == text


def test_short_comments_and_repeated_ones_are_left_out() -> None:
    assert cut(Corpus((replace(LONG, text=FIRST), replace(LONG, text="")), {})) == []
    assert len(cut(Corpus((LONG, replace(LONG, id="2")), {}))) == 1


def test_of_a_long_comment_only_the_beginning_is_cut() -> None:
    text = " ".join(f"word{n}" for n in range(400))
    (found,) = cut(Corpus((replace(LONG, text=text),), {}))
    assert found.second.split()[-1] == f"word{halves.MOST_WORDS - 1}"


def test_each_pair_comes_on_and_off_topic_with_the_same_comment() -> None:
    rows = halves.pairs(cut(corpus(200)))
    assert rows
    column = NAMES.index("off_topic")
    targets = [row.labels[column] for row in rows]
    assert targets == [0.0, 1.0] * (len(rows) // 2)
    for on, off in zip(rows[::2], rows[1::2], strict=True):
        assert on.text == off.text
        assert on.group == off.group
        assert on.source == off.source == halves.SOURCE
        assert np.isnan([label for n, label in enumerate(on.labels) if n != column]).all()
    assert all(halves.held_back(row.group) for row in rows)


def test_an_own_topic_is_of_the_same_comment_and_anothers_is_not() -> None:
    given = corpus(200)
    whole = {row.group: row.text for row in given.rows}
    column = NAMES.index("off_topic")
    for row in halves.pairs(cut(given)):
        if row.topic and row.topic.startswith("number"):
            own = row.topic.split()[1] == whole[row.group].split()[1]
            assert own == (row.labels[column] == 0)


def test_sources_that_have_topics_of_their_own_make_no_pairs() -> None:
    assert halves.pairs(cut(corpus(200, "comments"))) == []
    assert halves.pairs(cut(corpus(200, "sms_spam"))) == []


def test_the_same_corpus_gives_the_same_pairs() -> None:
    once, again = (halves.pairs(cut(corpus(50))) for _ in range(2))
    assert [(row.text, row.topic) for row in once] == [(row.text, row.topic) for row in again]


def test_about_as_many_groups_are_held_back_as_it_says() -> None:
    share = Counter(halves.held_back(f"news:{n}") for n in range(2000))[True] / 2000
    assert abs(share - halves.HELD_BACK / 100) < 0.04

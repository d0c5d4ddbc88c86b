"""The ordinary words, and how they are counted."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

from classifier.text.clean import clean
from classifier.text.make_known_words import choose, choose_seldom, comments, count
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.vocabulary import (
    WORDS,
    is_known_word,
    known_words,
    unknown_at_first_sight,
    unknown_words,
)


def test_ordinary_words_are_known_and_disguises_are_not() -> None:
    assert {"people", "whatever", "ridiculous", "shirt", "shift", "duck", "an"} <= known_words()
    assert not {"idoit", "fcuk", "stupd", "iidiot", "xqzt", "btch"} & known_words()
    assert 25_000 < len(known_words()) < 40_000


def test_the_list_is_sorted_and_plain() -> None:
    words = WORDS.read_text(encoding="ascii").splitlines()
    assert words == sorted(set(words))
    assert all(word.isalpha() and word.islower() for word in words)


def test_unknown_words_are_found_in_any_text() -> None:
    assert unknown_words("Xqzt, the people's idoit\ud800! été".lower()) == {b"xqzt", b"s", b"idoit", b"t"}
    assert unknown_at_first_sight("the idoit's people don't") == {b"idoits"}
    assert is_known_word("people")
    assert not is_known_word("pe\ud800ple")


def test_the_words_are_not_read_before_a_text_is() -> None:
    program = (
        "import classifier.text.clean\n"
        "from classifier.text import vocabulary\n"
        "from classifier.text.steps.hidden_words import hidden_words\n"
        "caches = (vocabulary.known_words, vocabulary._known, hidden_words)\n"
        "assert not any(cache.cache_info().currsize for cache in caches)\n"
        "classifier.text.clean.clean('a text')\n"
        "assert [cache.cache_info().currsize for cache in caches] == [0, 1, 0]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_words_are_counted_once_a_text_and_never_from_what_is_kept_for_tests(tmp_path: Path) -> None:
    corpus = tmp_path / "train.csv.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as file:
        file.write(
            "text,context,lic\none one two,topic,P\nnope,nope,NC\none one two,topic,SA\nU.S. of a@b #tag,,P\n"
        )
    own = tmp_path / "comments.jsonl"
    own.write_text(
        "".join(
            json.dumps(row) + "\n"
            for row in ({"text": "one", "split": "train"}, {"text": "x", "split": "test"})
        ),
        encoding="utf-8",
    )
    assert count(comments([corpus, own])) == {"one": 2, "two": 1, "topic": 1, "of": 1}


def test_what_counts_as_a_word() -> None:
    counts = {"table": 9, "tables": 1, "zorp": 3, "glim": 1, "stupid": 90, "stupd": 4, "sooo": 50, "xkcd": 4}
    chosen = choose(counts)
    assert {"table", "tables", "zorp", "stupid"} <= chosen
    assert not {"glim", "stupd", "sooo", "xkcd"} & chosen
    assert "shouldn" in chosen


def test_which_words_are_so_rare_that_a_slip_is_hardly_theirs() -> None:
    counts = {"stupid": 900, "setuid": 3, "sturdy": 3, "moron": 40, "mormon": 5}
    assert choose_seldom(set(counts), counts) == {"setuid"}


def test_no_ordinary_word_is_read_as_another() -> None:
    words = sorted(known_words())
    assert [word for word in words if clean(word) != word] == []
    assert is_hidden_word("stupid")

"""The benchmark of near-duplicates tells good from bad, and the search is good on a small scene."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks.neardup.__main__ import Material, parts, run
from benchmarks.neardup.background import Composer
from benchmarks.neardup.edits import Editor
from benchmarks.neardup.scene import Plan, Planted, originals, plain_words
from benchmarks.neardup.scores import score
from classifier.neardup import near_duplicates
from classifier.training.topics import SEEDS

ORIGINAL = "claim your free gift for the whole server today before the timer runs out"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    lines = (SEEDS / "comments.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[::10]]


def scored(truth: list[int], groups: list[int]) -> tuple[float, ...]:
    found = score(Planted(np.array(truth), {}), np.array(groups))
    shares = (found.post_recall, found.post_precision, found.pair_recall, found.pair_precision)
    return tuple(round(part.value, 3) for part in shares)


def test_a_perfect_search_scores_one() -> None:
    assert scored([-1, 0, 0, 0, 1, 1, 1], [-1, 5, 5, 5, 2, 2, 2]) == (1, 1, 1, 1)


def test_what_is_missed_lowers_recall_and_what_is_added_precision() -> None:
    assert scored([-1, 0, 0, 0, 0], [-1, 0, 0, 0, -1]) == (0.75, 1, 0.5, 1)
    assert scored([-1, 0, 0, 0], [0, 0, 0, 0]) == (1, 0.75, 1, 0.5)


def test_two_campaigns_in_one_are_half_wrong() -> None:
    assert scored([0, 0, 0, 1, 1], [0, 0, 0, 0, 0]) == (0.6, 0.6, 1, 0.4)


def test_finding_nothing_scores_nothing() -> None:
    assert scored([0, 0, 0, -1, -1, -1], [-1, -1, -1, 0, 0, 0]) == (0, 0, 0, 0)


def test_composed_comments_are_like_none_other(texts: list[str]) -> None:
    composed = Composer(texts, seed=3).compose(1500)
    assert len(set(composed)) == len(composed)
    long = [text for text in composed if len(text) >= 40]
    assert len(long) > 600
    assert not near_duplicates(long, 0.7)


def test_an_edit_does_what_it_says(texts: list[str]) -> None:
    editor = Editor(plain_words(texts), seed=1)
    copies = [editor.copy(ORIGINAL, 4) for _ in range(1000)]
    assert {kind for copy in copies for kind in copy.kinds} == set(editor.kinds)
    untouched = [copy for copy in copies if not copy.kinds]
    assert {copy.text for copy in untouched} == {ORIGINAL}
    assert max(copy.word_edits for copy in copies) == len(ORIGINAL.split()) // 4
    linked = [copy.text for copy in copies if copy.kinds == {"link appended"}]
    assert linked
    assert all(text.startswith(f"{ORIGINAL} https://") for text in linked)


def test_a_small_scene_is_searched_well(texts: list[str]) -> None:
    material = Material(texts, originals(texts, seed=1), plain_words(texts))
    took, planted, found = run(Plan(8_000), material)
    assert took["rows"] == 8_000
    assert found.post_recall.value >= 0.95
    assert found.pair_recall.value >= 0.95
    assert found.post_precision.value >= 0.97  # a few false ones weigh more than in a million
    assert found.pair_precision.value >= 0.99
    told = parts(planted, found.right)
    assert sum(part.n for part in told["campaign of"].values()) == len(planted.copies)

"""The project's own comments: enough of every kind, unlike each other and any evaluation set."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classifier.labels import NAMES
from classifier.neardup import near_duplicates
from classifier.training.corpus_check import check_corpus
from classifier.training.corpus_rows import CorpusRow, corpus_files, read_rows
from classifier.training.hydrate import page_files
from classifier.training.topics import SEEDS, SPLITS, load_topics

COMMENTS = SEEDS / "comments.jsonl"
ALIKE = 0.6  # stricter than `tactful corpus check`: variants of one sentence teach nothing
COLUMNS = {"id", "topic", "text", *NAMES, "spans", "voice", "by", "split"}

#: Real comments of several kinds, each alone and large enough for a sample the size of ours.
REAL = ("fp_news_civil", "fp_chat", "fp_reddit_goemotions", "c3_test", "ucc_test")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in COMMENTS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def evaluation(evaluation_sets: Path) -> list[tuple[str, str]]:
    return [
        (f"{path.name}:{row.line}", row.text)
        for path in corpus_files(evaluation_sets)
        for row in read_rows(path)
        if isinstance(row, CorpusRow) and row.text.strip()
    ]


def test_every_row_has_the_same_columns_and_was_written_by_the_project(rows: list[dict[str, Any]]) -> None:
    assert all(set(row) - {"pair", "thread"} == COLUMNS for row in rows)
    assert {row["by"] for row in rows} == {"project"}


def test_tactful_corpus_check_finds_nothing_to_put_right(rows: list[dict[str, Any]]) -> None:
    findings = check_corpus(COMMENTS, list(read_rows(COMMENTS)), load_topics())
    assert [str(finding) for finding in findings] == []


def test_there_are_enough_comments_of_every_kind(rows: list[dict[str, Any]]) -> None:
    def count(label: str) -> int:
        return sum(row[label] == 1 for row in rows)

    assert len(rows) >= 1200
    assert count("incivility") >= 300
    assert count("off_topic") >= 250
    assert count("spam") >= 300
    assert sum(not any(row[name] for name in NAMES) for row in rows) >= 300


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("label", NAMES)
def test_a_label_has_both_classes_in_a_split(rows: list[dict[str, Any]], split: str, label: str) -> None:
    assert {0, 1} <= {row[label] for row in rows if row["split"] == split}


@pytest.mark.parametrize("column", ["topic", "voice"])
def test_a_topic_or_voice_belongs_to_one_split(rows: list[dict[str, Any]], column: str) -> None:
    splits = defaultdict(set)
    for row in rows:
        splits[row[column]].add(row["split"])
    assert {name: found for name, found in splits.items() if len(found) > 1} == {}


def test_every_topic_is_used(rows: list[dict[str, Any]]) -> None:
    assert {row["topic"] for row in rows} == set(load_topics())


def test_the_offending_words_are_marked_and_the_innocent_unmarked(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        marked = [row["text"][start:end] for start, end in row["spans"]]
        assert all(words == words.strip() != "" for words in marked), row["id"]
        if row["incivility"] or row["spam"]:
            assert marked, row["id"]
        if not any(row[name] for name in NAMES):
            assert not marked, row["id"]


def test_no_comment_is_nearly_another_but_within_a_minimal_pair(rows: list[dict[str, Any]]) -> None:
    alike = [(rows[pair.first], rows[pair.second]) for pair in near_duplicates(texts_of(rows), ALIKE)]
    assert [(a["id"], b["id"]) for a, b in alike if a.get("pair", "a") != b.get("pair", "b")] == []


def test_a_minimal_pair_has_one_topic_and_two_labellings(rows: list[dict[str, Any]]) -> None:
    pairs = defaultdict(list)
    for row in rows:
        if "pair" in row:
            pairs[row["pair"]].append(row)
    assert len(pairs) >= 300
    for name, members in pairs.items():
        assert len(members) == 2, name
        first, second = members
        assert first["topic"] == second["topic"], name
        assert [first[label] for label in NAMES] != [second[label] for label in NAMES], name


def texts_of(rows: list[dict[str, Any]]) -> list[str]:
    return [row["text"] for row in rows]


def test_no_comment_is_nearly_one_of_an_evaluation_set(
    rows: list[dict[str, Any]], evaluation: list[tuple[str, str]]
) -> None:
    texts = [*texts_of(rows), *(text for _, text in evaluation)]
    crossing = [
        (rows[pair.first]["id"], evaluation[pair.second - len(rows)][0])
        for pair in near_duplicates(texts, ALIKE, own=len(rows))
        if pair.second >= len(rows)
    ]
    assert crossing == []


def test_no_sentence_of_a_saved_page_is_among_the_comments(
    rows: list[dict[str, Any]], saved_pages: Path
) -> None:
    ours = "\n".join(" ".join(row["text"].split()) for row in rows)
    for path in page_files(saved_pages):
        words = path.read_text(encoding="utf-8").split()
        runs = (" ".join(words[start : start + 8]) for start in range(len(words) - 7))
        assert [run for run in runs if run in ours] == []


@pytest.mark.parametrize("real", REAL)
def test_our_comments_are_as_diverse_as_real_ones(
    rows: list[dict[str, Any]], evaluation_sets: Path, real: str
) -> None:
    path = evaluation_sets / f"{real}.csv.gz"
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    theirs = [row.text for row in read_rows(path) if isinstance(row, CorpusRow)]
    ours = [row["text"] for row in rows]
    size = min(len("\n".join(ours)), len("\n".join(theirs)))
    for seed in range(3):
        assert distinct_grams(sample(ours, size, seed)) >= distinct_grams(sample(theirs, size, seed))


def sample(texts: list[str], size: int, seed: int) -> str:
    """Whole comments in a random order, up to `size` characters."""
    order = np.random.default_rng(seed).permutation(len(texts))
    return "\n".join(texts[index] for index in order)[:size].casefold()


def distinct_grams(text: str) -> int:
    return len({text[start : start + 5] for start in range(len(text) - 4)})

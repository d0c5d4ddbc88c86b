"""Labelled comments from files: what is read, and that every error names its file, its row and the mend."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.corpora import Row, read_corpora

FULL: dict[str, Any] = {
    "id": "x1",
    "source": "forum",
    "group": "thread-9",
    "quality": "ok",
    "lic": "SA",
    "split": "valid",
    "text": "You walnut, 'quoted', and\nbroken",
    "context": "Chess",
    "incivility": 1,
    "insult": 1,
    "spam": 0,
}


def jsonl(folder: Path, *rows: object, name: str = "ours.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def csv_gz(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "ours.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def only(path: Path) -> Row:
    (row,) = read_corpora([path]).rows
    return row


def test_json_lines_and_csv_give_the_same_row(tmp_path: Path) -> None:
    row = only(jsonl(tmp_path, FULL))
    assert repr(only(csv_gz(tmp_path, FULL))) == repr(row)  # NaN differs from itself
    assert (row.id, row.source, row.quality, row.licence, row.split) == ("x1", "forum", "ok", "SA", "valid")
    assert (row.group, row.text, row.topic) == ("forum:thread-9", FULL["text"], "Chess")


def test_a_label_that_nobody_told_is_nan(tmp_path: Path) -> None:
    labels = dict(zip(NAMES, only(jsonl(tmp_path, FULL)).labels, strict=True))
    assert (labels["insult"], labels["spam"]) == (1.0, 0.0)
    assert math.isnan(labels["threat"])
    assert math.isnan(only(csv_gz(tmp_path, {"text": "a", "threat": ""})).labels[NAMES.index("threat")])


def test_a_bare_row_is_our_own_training_row_in_a_group_of_its_own(tmp_path: Path) -> None:
    corpus = read_corpora([jsonl(tmp_path, {"text": "a"}, {"text": "b", "voice": "v"}, {"text": "c"})])
    first, second, third = corpus.rows
    assert (first.id, first.source, first.quality, first.licence) == ("1", "ours", "gold", "P")
    assert (first.split, first.topic) == ("train", None)
    assert [first.group, second.group, third.group] == ["ours:1", "ours:v", "ours:3"]


def test_topic_ids_are_replaced_by_what_the_topics_say(tmp_path: Path) -> None:
    (tmp_path / "pages.toml").touch()
    (tmp_path / "topics.toml").write_text(
        '[[topic]]\nid = "chess"\ntitle = "Chess"\ndescription = "Openings."\nsplit = "train"\n'
    )
    rows = {"text": "a", "topic": "chess"}, {"text": "b", "topic": "Go clubs"}
    corpus = read_corpora([jsonl(tmp_path, *rows)])
    assert corpus.topics == ["Chess. Openings.", "Go clubs"]


def test_several_files_are_one_corpus_with_their_checksums(tmp_path: Path) -> None:
    one, two = jsonl(tmp_path, FULL, name="one.jsonl"), csv_gz(tmp_path, {"text": "b"})
    corpus = read_corpora([one, two])
    assert corpus.texts == [FULL["text"], "b"]
    assert corpus.labels.shape == (2, len(NAMES))
    assert corpus.files == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, two)}


def test_select_keeps_the_chosen_rows(tmp_path: Path) -> None:
    corpus = read_corpora([jsonl(tmp_path, {"text": "a"}, {"text": "b"})])
    assert corpus.select([False, True]).texts == ["b"]
    assert corpus.select([False, False]).labels.shape == (0, len(NAMES))
    assert np.isnan(corpus.labels).all()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"text": "a"}\n{"text"\n', "row 2: is not JSON; mend or remove the line"),
        (b'{"text": "a"}\n\n[1]\n', "row 3: is not a JSON object; mend or remove the line"),
        (b'{"body": "a"}\n', "row 1: has no text; give it a `text`"),
        (b'{"text": 5}\n', "row 1: has no text; give it a `text`"),
        (b'{"text": "a", "spam": "yes"}\n', "row 1: spam is 'yes'; a label is 1, 0 or empty"),
        (b'{"text": "a", "spam": 0.5}\n', "row 1: spam is 0.5; a label is 1, 0 or empty"),
        (b'{"text": "a", "spam": [1]}\n', "row 1: spam is [1]; a label is 1, 0 or empty"),
        (b"[" * 100_000 + b"\n", "row 1: is not JSON; mend or remove the line"),
    ],
)
def test_a_malformed_row_is_named_with_its_mend(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_corpora([path])
    assert str(caught.value) == f"{path}, {message}"


def test_a_malformed_row_of_a_csv_is_named_with_its_mend(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("text,spam\nfine,1\nworse,maybe\n")
    with pytest.raises(BadInput, match=r"bad\.csv, row 2: spam is 'maybe'; a label is 1, 0 or empty"):
        read_corpora([path])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bad.jsonl", b'{"text": "caf\xe9"}'),
        ("bad.csv", b"text\ncaf\xe9\n"),
        ("bad.csv.gz", b"text\nhello\n"),
        ("cut.csv.gz", gzip.compress(b"text\nhello\n")[:-4]),
        ("torn.csv.gz", gzip.compress(b"text\n" + bytes(range(65, 90)) * 50)[:20] + b"\xff" * 40),
        ("long.csv", b"text\n" + b"x" * 2_000_000 + b"\n"),
    ],
)
def test_a_file_that_is_no_corpus_is_named_with_its_mend(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"cannot be read as a corpus: .*; name a UTF-8 CSV") as caught:
        read_corpora([path])
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_long_comment_is_no_trouble(tmp_path: Path) -> None:
    assert len(only(csv_gz(tmp_path, {"text": "x" * 500_000})).text) == 500_000


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path / "missing.csv", tmp_path):
        with pytest.raises(BadInput, match="cannot be read as a corpus") as caught:
            read_corpora([path])
        assert str(caught.value).count(str(path)) == 1

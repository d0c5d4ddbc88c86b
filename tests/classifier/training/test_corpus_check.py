"""Every rule of `tactful corpus check` finds its breach, and none finds anything in a clean file."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.corpus_check import check_corpus
from classifier.training.corpus_rows import read_rows
from classifier.training.topics import load_topics

TOPICS = load_topics()


def row(text: str, **values: Any) -> dict[str, Any]:
    return {"text": text, **values}


def clean() -> list[dict[str, Any]]:
    return [
        row(
            "You absolute walnut, read it again.",
            id="a",
            incivility=1,
            insult=1,
            spans=[[4, 19]],
            topic="chess",
        ),
        row("I castled too early and lost a rook.", id="b", incivility=0, insult=0, spans=[], topic="chess"),
        row("Which opening do you play against d4?", id="c", incivility=None, insult=None, topic="chess"),
    ]


def jsonl(folder: Path, rows: list[dict[str, Any]], name: str = "ours.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return path


def found(path: Path, **options: Any) -> list[str]:
    return [str(finding) for finding in check_corpus(path, list(read_rows(path)), TOPICS, **options)]


def test_a_clean_corpus_has_no_findings(tmp_path: Path) -> None:
    assert found(jsonl(tmp_path, clean())) == []


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"text": "  "}, "no text"),
        ({"text": 7}, "no text"),
        ({"insult": "yes"}, "insult is 'yes'"),
        ({"insult": True}, "insult is True"),
        ({"spam": 0.5}, "spam is 0.5"),
        ({"insult": 1, "incivility": 0}, "insult without incivility"),
        ({"incivility": 1, **dict.fromkeys(NAMES[1:6], 0)}, "incivility without a cause"),
        ({"spans": [[0, 99]]}, "span 0-99 is"),
        ({"spans": [[3, 3]]}, "span 3-3 is"),
        ({"spans": [[5, 9], [2, 4]]}, "span 2-4 is"),
        ({"spans": [[1.5, 2]]}, "spans are no list of pairs"),
        ({"spans": "4-9"}, "spans are no list of pairs"),
        ({"topic": "knitting"}, "unknown topic 'knitting'"),
        ({"topic": ["chess"]}, "unknown topic ['chess']"),
        ({"split": "dev"}, "split is 'dev'"),
        ({"split": "test"}, "topic chess belongs to train, the row to test"),
        ({"text": "lone \ud83d surrogate"}, "not UTF-8 at character 5"),
        ({"text": "itâ€™s broken"}, "wrongly decoded at character 2"),
        ({"id": "a"}, "id a is that of line 1"),
    ],
)
def test_a_breach_is_found_in_its_line(tmp_path: Path, values: dict[str, Any], what: str) -> None:
    rows = [*clean(), row("Is the club open on Sunday?", id="d", topic="chess") | values]
    path = jsonl(tmp_path, rows)
    findings = [line for line in found(path) if what in line]
    assert len(findings) == 1
    assert findings[0].startswith(f"{path}:4: ")
    assert "; " in findings[0]


def test_profanity_without_incivility_is_no_conflict(tmp_path: Path) -> None:
    rows = [*clean(), row("Damn, what a game!", obscene=1, incivility=0), row("A fine game.", obscene=0)]
    assert found(jsonl(tmp_path, rows)) == []


def test_a_split_with_one_class_only_is_found(tmp_path: Path) -> None:
    rows = [row(f"Number {n} of these games, {'abcdefgh'[n] * 9}", split="train", spam=0) for n in range(3)]
    assert found(jsonl(tmp_path, rows))[0].split(": ")[1].startswith("every spam known in train is 0")


def test_a_voice_in_two_splits_is_found(tmp_path: Path) -> None:
    rows = [
        row("My rook fell asleep again.", voice="gran", split="train"),
        row("The bread did not rise, alas.", voice="gran", split="test"),
    ]
    assert "voice gran is in train and in test" in found(jsonl(tmp_path, rows))[0]


def test_duplicates_and_near_duplicates_are_found(tmp_path: Path) -> None:
    rows = [
        *clean(),
        row("i castled too early and lost a  ROOK."),
        row("You absolute walnut, read it again!!"),
    ]
    findings = found(jsonl(tmp_path, rows))
    assert "the same as line 2" in findings[0]
    assert "nearly the same (0." in findings[1]


def test_a_comment_judged_under_two_topics_is_no_duplicate(tmp_path: Path) -> None:
    same = "Where do I report a missing bishop?"
    rows = [row(same, off_topic=0, context="chess club"), row(same, off_topic=1, context="bakery")]
    assert found(jsonl(tmp_path, rows)) == []


def test_a_row_of_an_evaluation_set_is_found(tmp_path: Path) -> None:
    theirs = [("eval.csv:9", "i castled too early, and lost a rook"), ("eval.csv:10", "Unlike all of them")]
    findings = found(jsonl(tmp_path, clean()), evaluation=theirs, near=0.7)
    assert len(findings) == 1
    assert ":2: nearly the same" in findings[0]
    assert "eval.csv:9" in findings[0]


def test_a_broken_line_is_a_finding_and_the_others_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n{"text": \n[1]\n\n{"text": NaN}\n{"text": "x", "insult": 3}\n')
    places = [line.removeprefix(f"{path}:").split(";")[0] for line in found(path)]
    assert [place.split(":")[0] for place in places] == ["1", "2", "3", "5", "6"]
    assert "not UTF-8" in places[0]
    assert "not a JSON object" in places[2]


def test_csv_and_gzip_are_checked_alike(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "incivility", "insult"])
        writer.writerows(
            [["You walnut,\nread it.", 1, 1], ["Fine by me, thanks.", "0.0", ""], ["Well then", "no", 0]]
        )
    findings = found(path)
    assert len(findings) == 1
    assert ":5: incivility is 'no'" in findings[0]


def test_a_csv_row_of_too_many_columns_is_found(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("text,spam\nhello there,0\nwell, well,1\nbuy it,1\n")
    assert ":3: not 2 columns" in found(path)[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ours.xlsx", b"x"),
        ("ours.csv", b"a,b\n1,2\n"),
        ("ours.csv", b""),
        ("ours.jsonl.gz", b"not gzip"),
        ("ours.csv.gz", gzip.compress(b"text\n" + b"hello\n" * 500)[:30]),
    ],
)
def test_an_unreadable_file_is_an_error_that_names_it(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=name):
        list(read_rows(path))


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.csv"):
        list(read_rows(tmp_path / "nowhere.csv"))

"""`tactful check`: a verdict for people or for programs."""

from __future__ import annotations

import json
from pathlib import Path

from running import complaint, run

from classifier.labels import NAMES

TOPIC = "Export controls on chips"


def test_an_insult_is_flagged_and_explained_in_plain_words(made_path: Path) -> None:
    ended = run("check", "Well, you idiot, no.", "--model", made_path)
    assert ended.status == 0
    assert ended.err == ""
    assert "Flagged: incivility, insult" in ended.out
    assert "Calls names or belittles: “idiot”." in ended.out
    assert "Would pass:  'Well, you, no.'" in ended.out
    assert "off_topic unknown" in ended.out


def test_a_civil_comment_has_nothing_to_flag(made_path: Path) -> None:
    assert run("check", "I disagree.", "--model", made_path).out.startswith("Nothing to flag.\n")


def test_json_has_the_shape_that_is_promised(made_path: Path) -> None:
    text = "You 1d10t please"
    ended = run("check", text, "--json", "--model", made_path, "--topic", TOPIC)
    assert ended.out.count("\n") == 1
    verdict = json.loads(ended.out)
    assert list(verdict) == ["scores", "flagged", "reasons"]
    assert tuple(verdict["scores"]) == NAMES
    assert all(0 <= score <= 1 for score in verdict["scores"].values())
    assert verdict["flagged"] == [reason["label"] for reason in verdict["reasons"]]
    reason = next(reason for reason in verdict["reasons"] if reason["label"] == "insult")
    assert list(reason) == ["label", "score", "threshold", "summary", "spans", "against", "smallest_change"]
    span = reason["spans"][0]
    assert list(span) == ["start", "end", "text", "weight", "read_as"]
    assert text[span["start"] : span["end"]] == span["text"] == "1d10t"
    assert span["read_as"] == "idiot"
    assert [against["text"] for against in reason["against"]] == ["please"]
    assert reason["smallest_change"].keys() == {"text", "score"}


def test_without_a_topic_off_topic_is_null(made_path: Path) -> None:
    verdict = json.loads(run("check", "hello", "--json", "--model", made_path).out)
    assert verdict["scores"]["off_topic"] is None


def test_a_dash_reads_standard_input(made_path: Path) -> None:
    typed = run("check", "-", "--json", "--model", made_path, stdin=b"You\nidiot\n")
    assert typed.out == run("check", "You\nidiot", "--json", "--model", made_path).out


def test_bytes_that_are_no_text_are_replaced() -> None:
    given = run("check", "-", "--json", stdin=b"caf\xe9 \xff idiot")
    assert given.status == 0
    argument = run("check", "caf\udce9 \udcff idiot", "--json")
    assert argument.out == given.out


def test_the_empty_comment_is_no_trouble() -> None:
    assert run("check", "").out.startswith("Nothing to flag.\n")
    assert run("check", "-").status == 0


def test_a_model_that_is_none_is_one_line(tmp_path: Path) -> None:
    missing = tmp_path / "missing.tactful"
    assert complaint(run("check", "hello", "--model", missing)) == f"{missing}: no such model; check the name"
    (tmp_path / "note.txt").write_text("hello")
    assert "not a whole tactful model" in complaint(run("check", "hello", "--model", tmp_path / "note.txt"))
    assert "is a folder" in complaint(run("check", "hello", "--model", tmp_path))

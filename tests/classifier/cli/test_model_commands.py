"""`tactful train`, `evaluate` and `models show`: from labelled comments to a model, and what it is worth."""

from __future__ import annotations

import json
from pathlib import Path

import made_model
import pytest
from running import Ended, complaint, run

from classifier import modelfile
from classifier.labels import NAMES

FIGURES = {"auc", "average_precision", "f1", "precision", "recall", "false_positive_rate"}
COMMENTS = [
    {"id": "1", "text": "Oh fuck", "obscene": 1, "spam": 0, "split": "test"},
    {"id": "2", "text": "Fuck it", "obscene": 1, "spam": 0, "split": "test"},
    {"id": "3", "text": "Good morning", "obscene": 0, "spam": 0, "split": "test"},
    {"id": "4", "text": "Good evening", "obscene": 0, "spam": 0, "split": "test"},
    {"id": "5", "text": "Free nitro", "obscene": 0, "spam": 1, "split": "train"},
]


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sets") / "set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in COMMENTS))
    return path


@pytest.fixture(scope="module")
def evaluated(made_path: Path, labelled: Path) -> Ended:
    return run("evaluate", made_path, "--set", labelled, "--json")


def test_evaluate_json_has_the_shape_that_is_promised(evaluated: Ended) -> None:
    assert evaluated.status == 0
    measured = json.loads(evaluated.out)
    assert set(measured) == {"set.jsonl"}
    assert list(measured["set.jsonl"]) == ["obscene", "spam"]
    obscene = measured["set.jsonl"]["obscene"]
    assert set(obscene) == {"n", "positives"} | FIGURES
    assert (obscene["n"], obscene["positives"]) == (5, 2)
    assert obscene["recall"]["value"] == obscene["precision"]["value"] == obscene["auc"]["value"] == 1.0
    assert all(set(obscene[name]) == {"value", "low", "high"} for name in FIGURES)


def test_evaluate_takes_the_rows_of_one_split(made_path: Path, labelled: Path) -> None:
    ended = run("evaluate", made_path, "--set", labelled, "--split", "test", "--json")
    measured = json.loads(ended.out)["set.jsonl"]
    assert {label: found["n"] for label, found in measured.items()} == {"obscene": 4, "spam": 4}
    assert measured["spam"]["auc"] == {"value": None, "low": None, "high": None}


def test_evaluate_prints_a_table(made_path: Path, labelled: Path) -> None:
    heading, *lines = run("evaluate", made_path, "--set", labelled).out.splitlines()
    assert heading.split()[:4] == ["set", "label", "n", "pos"]
    assert [line.split()[1:4] for line in lines] == [["obscene", "5", "2"], ["spam", "5", "1"]]


def test_evaluate_names_what_it_cannot_read(made_path: Path, labelled: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.csv"
    assert str(missing) in complaint(run("evaluate", made_path, "--set", missing))
    assert "no such model" in complaint(run("evaluate", tmp_path / "none", "--set", labelled))


def test_models_show_says_what_the_default_model_is() -> None:
    ended = run("models", "show")
    assert ended.status == 0
    assert all(name in ended.out for name in NAMES)
    assert "trained on" in ended.out
    assert run("models", "show", "default").out == ended.out


def test_models_show_json_is_the_manifest_and_the_digest(made_path: Path) -> None:
    told = json.loads(run("models", "show", made_path, "--json").out)
    read = modelfile.read(made_path)
    assert told == {**read.manifest, "digest": read.digest}


def test_models_show_refuses_a_model_without_a_card_in_one_line(made_path: Path) -> None:
    assert "card" not in made_model.parts()[0]
    assert "its card is missing or misshapen" in complaint(run("models", "show", made_path))


def test_train_refuses_bad_recipes_and_corpora_before_it_starts(labelled: Path, tmp_path: Path) -> None:
    out = tmp_path / "m.tactful"
    assert "no recipe named 'best'" in complaint(run("train", "--recipe", "best", "-o", out))
    assert "missing.csv" in complaint(run("train", "--corpus", tmp_path / "missing.csv", "-o", out))
    assert not out.exists()


def test_train_names_a_label_it_cannot_learn(labelled: Path, tmp_path: Path) -> None:
    ended = run("train", "--corpus", labelled, "-o", tmp_path / "m.tactful")
    assert (ended.status, ended.out) == (2, "")
    assert "every row has the same label" in ended.err
    assert list(tmp_path.iterdir()) == []

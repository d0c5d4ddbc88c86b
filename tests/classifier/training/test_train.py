"""Training makes a model that works, and the same model from the same corpus, here and in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tiny_corpus

import classifier
from classifier.errors import BadInput
from classifier.labels import LINEAR, NAMES
from classifier.ngrams import NgramSettings
from classifier.text.clean import clean
from classifier.training.corpora import Corpus, read_corpora
from classifier.training.lessons import pieces, read_lessons, write_lessons
from classifier.training.recipe import Recipe
from classifier.training.train import train

RECIPE = replace(Recipe(), ngrams=NgramSettings(bits=12))
TACTFUL = (sys.executable, "-c", "import sys; from classifier.cli.main import main; sys.exit(main())")
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_corpus.write(tmp_path_factory.mktemp("corpus") / "comments.jsonl")


@pytest.fixture(scope="module")
def corpus(corpus_path: Path) -> Corpus:
    return read_corpora([corpus_path])


@pytest.fixture(scope="module")
def trained(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A model of the made-up corpus, and what training said."""
    path = tmp_path_factory.mktemp("trained") / "tiny.tactful"
    said: list[str] = []
    train(corpus, RECIPE, path, said.append)
    return path, said


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("you walnut", "insult"),
        ("the elves again", "identity_attack"),
        ("I will strangle him", "threat"),
        ("oh fudge", "obscene"),
        ("how pathetic", "hostile"),
        ("free nitro", "spam"),
        ("soup guitar football kittens bicycle weather holiday", "off_topic"),
    ],
)
def test_the_model_has_learnt_each_label(trained: tuple[Path, list[str]], text: str, label: str) -> None:
    model = classifier.load(trained[0])
    told = model.check(text, tiny_corpus.TOPIC).scores[label]
    not_told = model.check(
        "good point on export rules, chips, ships, tariff and market price", tiny_corpus.TOPIC
    ).scores[label]
    assert told is not None
    assert not_told is not None
    assert told > 0.5 > not_told


def test_the_same_corpus_gives_the_same_bytes(
    trained: tuple[Path, list[str]], corpus: Corpus, tmp_path: Path
) -> None:
    train(corpus, RECIPE, tmp_path / "again.tactful", lambda line: None)
    assert (tmp_path / "again.tactful").read_bytes() == trained[0].read_bytes()


def test_another_process_gives_the_same_bytes(
    trained: tuple[Path, list[str]], corpus_path: Path, tmp_path: Path
) -> None:
    recipe, output = tmp_path / "default.toml", tmp_path / "again.tactful"
    recipe.write_text("[ngrams]\nbits = 12\n")
    ended = subprocess.run(
        [*TACTFUL, "train", "--recipe", str(recipe), "--corpus", str(corpus_path), "-o", str(output)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, b""), ended.stderr
    assert output.read_bytes() == trained[0].read_bytes()


def test_another_corpus_gives_another_model(
    trained: tuple[Path, list[str]], corpus: Corpus, tmp_path: Path
) -> None:
    fewer = corpus.select(number > 20 for number in range(len(corpus.rows)))
    train(fewer, RECIPE, tmp_path / "fewer.tactful", lambda line: None)
    assert (tmp_path / "fewer.tactful").read_bytes() != trained[0].read_bytes()


def test_the_card_says_what_the_model_was_trained_on(trained: tuple[Path, list[str]], corpus: Corpus) -> None:
    manifest = classifier.load(trained[0]).manifest
    card = manifest["card"]
    assert card["files"] == corpus.files
    assert card["rows"] == len(corpus.rows) == sum(card["licences"].values()) == sum(card["sources"].values())
    assert card["recipe"]["ngrams"]["bits"] == 12
    assert set(card["held_out"]) == set(manifest["thresholds"]) == set(NAMES)


def test_rows_that_may_not_be_learnt_from_are_left_out_and_said_so(corpus: Corpus, tmp_path: Path) -> None:
    spoilt = [replace(row, text="walnut", source="chat_racket") for row in corpus.rows[:30]]
    held_out = [replace(row, split="test") for row in corpus.rows[:10]]
    said: list[str] = []
    train(
        replace(corpus, rows=(*corpus.rows, *spoilt, *held_out)), RECIPE, tmp_path / "m.tactful", said.append
    )
    assert "left out 30 rows: chat_racket: messages from Discord may not train a model" in said
    assert "left out 10 rows: comments: held out for testing" in said
    assert classifier.load(tmp_path / "m.tactful").manifest["card"]["rows"] == len(corpus.rows)


def test_a_corpus_without_a_row_to_learn_from_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no row of the corpus may be learnt from"):
        train(corpus.select([False] * len(corpus.rows)), RECIPE, tmp_path / "m.tactful", lambda line: None)


def test_a_label_with_one_class_only_is_named(corpus: Corpus, tmp_path: Path) -> None:
    spam = NAMES.index("spam")
    rows = tuple(row for row in corpus.rows if row.labels[spam] == 0)
    with pytest.raises(BadInput, match="spam: every row has the same label"):
        train(replace(corpus, rows=rows), RECIPE, tmp_path / "m.tactful", lambda line: None)
    assert not (tmp_path / "m.tactful").exists()


def test_a_label_that_nobody_told_is_named(corpus: Corpus, tmp_path: Path) -> None:
    unknown = tuple(replace(row, labels=(*row.labels[:-1], float("nan"))) for row in corpus.rows)
    with pytest.raises(BadInput, match="off_topic"):
        train(replace(corpus, rows=unknown), RECIPE, tmp_path / "m.tactful", lambda line: None)


def test_too_few_groups_to_hold_some_out_are_named(corpus: Corpus, tmp_path: Path) -> None:
    rows = tuple(replace(row, group="one") for row in corpus.rows)
    with pytest.raises(BadInput, match="group"):
        train(replace(corpus, rows=rows), RECIPE, tmp_path / "m.tactful", lambda line: None)


def test_a_corpus_of_another_name_gives_thresholds_too(corpus: Corpus, tmp_path: Path) -> None:
    rows = tuple(replace(row, source="mine") for row in corpus.rows)
    train(replace(corpus, rows=rows), RECIPE, tmp_path / "m.tactful", lambda line: None)
    assert "insult" in classifier.load(tmp_path / "m.tactful").check("you walnut, you clown").flagged


def test_a_teacher_is_listened_to(corpus: Corpus, tmp_path: Path) -> None:
    cleaned = [clean(row.text) for row in corpus.rows]
    texts = [*cleaned, *pieces(cleaned)[0]]
    taught = np.full((len(texts), len(LINEAR)), -4.0)
    taught[["good" in text for text in texts], LINEAR.index("hostile")] = 4.0
    write_lessons(tmp_path / "lessons.bin", texts, taught)
    lessons = read_lessons(tmp_path / "lessons.bin")
    train(corpus, RECIPE, tmp_path / "taught.tactful", lambda line: None, lessons)
    train(corpus, RECIPE, tmp_path / "alone.tactful", lambda line: None)

    def lean(name: str) -> float:
        model = classifier.load(tmp_path / name)
        good, other = (model.check(text).scores["hostile"] or 0 for text in ("good good deal", "ships trade"))
        return good - other

    assert lean("taught.tactful") > lean("alone.tactful") + 0.05
    assert classifier.load(tmp_path / "taught.tactful").manifest["card"]["lessons"] == lessons.digest

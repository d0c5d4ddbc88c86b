"""The pieces that sections measure with."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

import classifier
from benchmarks.model_card.floor import Floor
from benchmarks.model_card.leaks import overlaps
from benchmarks.model_card.lexicon import read_lexicon
from benchmarks.model_card.peers.ask import Peers
from benchmarks.model_card.sections.calibration import expected_calibration_error
from benchmarks.model_card.sections.explanations import characters, f1
from benchmarks.model_card.sections.fairness import named_terms, read_identities
from benchmarks.model_card.sections.identity import CORPORA
from benchmarks.model_card.sets import read_own, read_set, read_spans
from classifier.labels import NAMES
from classifier.training.corpora import Corpus, Row


def test_an_unknown_label_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "made_set.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("text,source,context,incivility,insult\none,a,,1.0,\ntwo,b,News,,0\n")
    found = read_set(path)
    assert (found.name, found.sources, found.topics) == ("made_set", ("a", "b"), (None, "News"))
    assert np.array_equal(found.label("incivility"), [1, np.nan], equal_nan=True)
    assert np.array_equal(found.label("insult"), [np.nan, 0], equal_nan=True)


def test_our_own_test_split_has_topics_and_spans() -> None:
    found = read_own(rows=50)
    assert 50 <= len(found.texts) < 100
    assert all(topic and " " in topic for topic in found.topics)
    assert any(found.spans)


def test_a_leak_is_found_whatever_its_case_and_blanks() -> None:
    learnt = [("a", "You  ABSOLUTE walnut"), ("b", "Something else")]
    assert overlaps(learnt, {"x": ["you absolute walnut"], "y": ["no"]}) == {("a", "x"): 1}


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        ([], [], 1.0),
        ([(0, 3)], [], 0.0),
        ([], [(0, 3)], 0.0),
        ([(0, 4), (2, 6)], [(0, 6)], 1.0),
        ([(0, 2)], [(0, 6)], 0.5),
    ],
)
def test_f1_is_that_of_characters(
    predicted: list[tuple[int, int]], gold: list[tuple[int, int]], expected: float
) -> None:
    assert f1(characters(predicted), characters(gold)) == expected


def test_the_lexicon_has_the_words_that_are_mostly_marked(tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl.gz"
    rows = [
        {"text": "you walnut, really", "spans": [[4, 10]]},
        {"text": "A Walnut tree", "spans": []},
        {"text": "walnut now", "spans": [[0, 6]]},
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    lexicon = read_lexicon(read_spans(path))
    assert lexicon.words == {"walnut"}
    assert lexicon.mark("WALNUT you") == [(0, 6)]


def test_a_term_is_the_longest_that_is_named() -> None:
    terms = ["african", "african american", "old", "older"]
    texts = ["An African American man.", "older than old", "bolder", "AFRICAN"]
    assert named_terms(texts, terms) == ["african american", "older", None, "african"]


def test_there_are_fifty_identities_in_several_shapes() -> None:
    identities = read_identities()
    assert len(identities.phrases) == 50
    assert len(identities.shapes) >= 3
    assert len(set(identities.descriptions())) == 50 * len(identities.shapes)


def test_every_source_of_the_shipped_model_is_described() -> None:
    facts = tomllib.loads(CORPORA.read_text("utf-8"))["corpora"]
    described = [source for corpus in facts for source in corpus["sources"]]
    assert len(described) == len(set(described))
    assert set(classifier.load().manifest["card"]["sources"]) <= set(described)


def test_perfect_scores_have_no_calibration_error() -> None:
    target = np.array([1.0, 0.0, 1.0, 0.0])
    assert expected_calibration_error(target, target) == 0.0
    assert expected_calibration_error(np.full(4, 0.5), target) == 0.0
    assert expected_calibration_error(np.full(4, 0.9), target) == pytest.approx(0.4)


def made_corpus() -> Corpus:
    def row(number: int, insult: int) -> Row:
        text = f"you walnut {number}" if insult else f"good point {number}"
        labels = tuple(float(insult) if name == "insult" else float("nan") for name in NAMES)
        return Row(str(number), "made", "made", "gold", "P", "train", text, None, labels)

    return Corpus(tuple(row(number, number % 2) for number in range(60)), {"made": "0"})


def test_the_floor_learns_and_is_kept(tmp_path: Path) -> None:
    texts = ["you walnut", "a good point"]
    scores = Floor(made_corpus(), tmp_path).scores(texts, "insult")
    assert scores[0] > 0.5 > scores[1]
    [kept] = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert np.array_equal(Floor(made_corpus(), tmp_path).scores(texts, "insult"), scores)
    assert kept.stat().st_mtime_ns == before


def test_without_an_environment_there_are_no_peers(tmp_path: Path) -> None:
    assert Peers(tmp_path / "none").scores("better_profanity", ["text"], None) is None


def test_a_peer_that_fails_is_left_out_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho no such peer >&2\nexit 1\n")
    python.chmod(0o755)
    assert Peers(tmp_path).scores("better_profanity", ["text"], None) is None
    assert "no such peer" in capsys.readouterr().err


def test_a_peer_answers_in_a_process_of_its_own(tmp_path: Path) -> None:
    given, scores = tmp_path / "texts.json", tmp_path / "scores.npy"
    given.write_text(json.dumps(["one", "three"]))
    program = (
        "from benchmarks.model_card.peers.exchange import answer; answer(lambda ts: [len(t) for t in ts])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(given), str(scores)],
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    assert np.load(scores).tolist() == [3.0, 5.0]
    assert json.loads(done.stdout)["seconds"] >= 0

"""`comments:suggestscore`: kept for review with its provenance, or not at all."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import SUGGEST, Served, served

import classifier
from classifier.errors import EnvironmentFailed
from classifier.serve import review_file
from classifier.serve.keys import new_key
from classifier.serve.options import Options
from classifier.training.corpora import read_corpora
from classifier.training.provenance import admit

ASKED: dict[str, Any] = {
    "comment": {"text": "you walnut"},
    "context": {"entries": [{"text": "About nuts."}]},
    "attributeScores": {
        "INSULT": {"summaryScore": {"value": 1}},
        "TOXICITY": {"summaryScore": {"value": 0.7, "type": "PROBABILITY"}},
        "SEVERE_TOXICITY": {
            "summaryScore": {"value": 0},
            "spanScores": [{"begin": 4, "end": 10, "score": {"value": 1}}],
        },
    },
    "languages": ["en"],
    "communityId": "forum",
    "clientToken": "comment:1",
}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return tmp_path / "review.jsonl"


@pytest.fixture
def key(tmp_path: Path) -> str:
    return new_key(tmp_path / "keys.txt", "coral")


@pytest.fixture
def keeping(made: classifier.Model, review: Path, tmp_path: Path, key: str) -> Iterator[Served]:
    with served(made, Options(port=0, review=review, keys=tmp_path / "keys.txt")) as running:
        yield running


def test_it_is_answered_as_documented_and_kept_with_its_provenance(
    keeping: Served, review: Path, key: str, made: classifier.Model
) -> None:
    reply = keeping.post(f"{SUGGEST}?key={key}", ASKED)
    assert reply.json == {
        "clientToken": "comment:1",
        "detectedLanguages": ["en"],
        "requestedLanguages": ["en"],
    }
    [row] = [json.loads(line) for line in review.read_text().splitlines()]
    assert (row["text"], row["context"], row["caller"]) == ("you walnut", "About nuts.", "coral")
    assert (row["lic"], row["community"], row["client_token"]) == ("U", "forum", "comment:1")
    assert row["model"] == made.digest
    assert row["insult"] == 1
    assert "incivility" not in row, "0.7 is no label"
    span = {"begin": 4, "end": 10, "value": 1}
    assert row["suggested"]["SEVERE_TOXICITY"] == {"summary": 0, "spans": [span]}
    assert stat.S_IMODE(review.stat().st_mode) == 0o600


def test_the_file_is_a_corpus_that_no_recipe_takes(keeping: Served, review: Path, key: str) -> None:
    keeping.post(f"{SUGGEST}?key={key}", ASKED)
    keeping.post(f"{SUGGEST}?key={key}", ASKED)
    corpus = read_corpora([review])
    assert len(corpus.rows) == 2
    admitted, refused = admit(corpus, ["P", "SA"])
    assert (len(admitted.rows), refused.total()) == (0, 2)


def test_without_a_file_nothing_is_kept_and_callers_are_told(server: Served) -> None:
    reply = server.post(SUGGEST, ASKED)
    assert reply.error == (501, "UNIMPLEMENTED", "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"comment": {"text": ""}}, "Comment must be non-empty."),
        ({"attributeScores": None}, "Missing attribute_scores"),
        ({"attributeScores": {"FLIRTATION": {}}}, "Unknown requested attribute: FLIRTATION"),
        ({"attributeScores": {"INSULT": {}}}, "Attribute INSULT has no scores"),
        ({"attributeScores": {"INSULT": None}}, "Attribute INSULT has no scores"),
        ({"attributeScores": {"INSULT": {"summaryScore": {}}}}, "A score of attribute INSULT has no value"),
        (
            {"attributeScores": {"INSULT": {"spanScores": [{"score": {"value": 1}}]}}},
            "A span of attribute INSULT has no begin or no end",
        ),
        ({"attributeScores": {"INSULT": {"summaryScore": {"value": 2}}}}, "Invalid JSON payload received"),
        (
            {"attributeScores": {"INSULT": {"summaryScore": {"value": 1, "type": "RAW"}}}},
            "Requested score type RAW is not supported",
        ),
    ],
)
def test_half_a_suggestion_is_told_and_not_kept(
    keeping: Served, review: Path, key: str, change: dict[str, Any], message: str
) -> None:
    reply = keeping.post(f"{SUGGEST}?key={key}", {**ASKED, **change})
    assert reply.code == 400
    assert reply.json["error"]["message"].startswith(message)
    assert review.read_text() == ""


def test_a_full_file_takes_no_more(
    keeping: Served, review: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_file, "REVIEW_FILE_BYTES", 100)
    reply = keeping.post(f"{SUGGEST}?key={key}", ASKED)
    assert reply.error == (429, "RESOURCE_EXHAUSTED", "")
    assert reply.headers["Retry-After"] == "3600"
    assert review.read_text() == ""


def test_a_full_disk_is_told(made: classifier.Model) -> None:
    with served(made, Options(port=0, review=Path("/dev/full"))) as running:
        assert running.post(SUGGEST, ASKED).error == (503, "UNAVAILABLE", "")


def test_a_file_that_cannot_be_written_stops_the_start(made: classifier.Model, tmp_path: Path) -> None:
    with (
        pytest.raises(EnvironmentFailed, match="name another file"),
        served(made, Options(port=0, review=tmp_path)),
    ):
        pass

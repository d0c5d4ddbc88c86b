"""Google's client library for Python, unmodified, with a discovery document of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from googleapiclient import discovery
from googleapiclient.errors import HttpError
from serving import Served, served

import classifier
from classifier.serve.keys import new_key
from classifier.serve.options import Options

PATH = "/$discovery/rest?version=v1alpha1"
ASKED = {"comment": {"text": "you idiot"}, "requestedAttributes": {"INSULT": {}}, "languages": ["en"]}


def test_build_finds_the_methods_by_the_address(server: Served, made: classifier.Model) -> None:
    """As most programs that used the Perspective API from Python begin, but for the address."""
    client = discovery.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey="any",
        discoveryServiceUrl=server.url + PATH,
        static_discovery=False,
    )
    answer = client.comments().analyze(body=ASKED).execute()
    value = answer["attributeScores"]["INSULT"]["summaryScore"]["value"]
    assert value == pytest.approx(made.score(["you idiot"])[0, made.labels.index("insult")], abs=1e-6)


def test_build_from_document_needs_no_key(server: Served) -> None:
    client = discovery.build_from_document(server.ask("GET", PATH).json)
    answer = client.comments().analyze(body=ASKED).execute()
    assert answer["languages"] == ["en"]
    with pytest.raises(HttpError) as caught:
        client.comments().analyze(body={**ASKED, "comment": {"text": ""}}).execute()
    assert caught.value.status_code == 400
    assert caught.value.reason == "Comment must be non-empty."
    assert caught.value.error_details[0]["errorType"] == "COMMENT_EMPTY"


@pytest.fixture
def key(tmp_path: Path) -> str:
    return new_key(tmp_path / "keys", "python")


@pytest.fixture
def locked(made: classifier.Model, tmp_path: Path, key: str) -> Iterator[Served]:
    options = Options(port=0, keys=tmp_path / "keys", review=tmp_path / "review", public_url=None)
    with served(made, options) as running:
        yield running


def test_keys_and_suggestions(locked: Served, key: str, tmp_path: Path) -> None:
    document = locked.ask("GET", PATH).json
    client = discovery.build_from_document(document, developerKey=key)
    suggestion = {"comment": {"text": "fine"}, "attributeScores": {"INSULT": {"summaryScore": {"value": 0}}}}
    answer = client.comments().suggestscore(body={**suggestion, "clientToken": "7"}).execute()
    assert answer["clientToken"] == "7"
    assert json.loads((tmp_path / "review").read_text())["caller"] == "python"
    with pytest.raises(HttpError, match="API key not valid"):
        discovery.build_from_document(document, developerKey="wrong").comments().analyze(body=ASKED).execute()


def test_the_document_names_the_address_that_clients_are_to_use(made: classifier.Model) -> None:
    with served(made, Options(port=0, public_url="https://scores.example/")) as running:
        assert running.ask("GET", PATH).json["rootUrl"] == "https://scores.example/"

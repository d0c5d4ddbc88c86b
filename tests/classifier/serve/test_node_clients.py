"""JavaScript's clients of the Perspective API, unmodified.

`npm ci` in tests/classifier/serve/clients installs them. The two older ones have Google's address built in;
redirect.js, loaded before them, leads what they send there to the server.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from serving import Served

CLIENTS = Path(__file__).with_name("clients")
pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is missing: apt-get install nodejs npm"),
    pytest.mark.skipif(
        not (CLIENTS / "node_modules").is_dir(), reason=f"the clients are missing: cd {CLIENTS} && npm ci"
    ),
]
DISCOVERY = "/$discovery/rest?version=v1alpha1"


def node(server: Served, script: str, *arguments: str) -> Any:
    ended = subprocess.run(
        ["node", "--require", "./redirect.js", script, *arguments],
        cwd=CLIENTS,
        env={**os.environ, "TACTFUL_SERVE": server.url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def insult(server: Served, text: str) -> float:
    reply = server.analyze(text, "INSULT")
    return float(reply.json["attributeScores"]["INSULT"]["summaryScore"]["value"])


def test_the_official_client(server: Served) -> None:
    scores = node(server, "official.js", "key", "you <b>idiot</b>", "INSULT", "SPAM")["scores"]
    assert scores.keys() == {"INSULT", "SPAM"}
    assert scores["INSULT"] == insult(server, "you idiot")


def test_the_official_client_is_told_of_an_error(server: Served) -> None:
    assert "status code 400" in node(server, "official.js", "key", "hello", "FLIRTATION")["error"]


def test_perspective_api_client(server: Served) -> None:
    options = json.dumps({"attributes": ["insult", "toxicity"], "doNotStore": False})
    answer = node(server, "sloria.js", "key", "you idiot", options)["answer"]
    assert answer["attributeScores"]["INSULT"]["summaryScore"]["value"] == insult(server, "you idiot")
    assert answer["languages"] == ["en"]


def test_perspective_api_client_is_told_of_an_error(server: Served) -> None:
    told = node(server, "sloria.js", "key", "hello", '{"attributes": ["flirtation"]}')
    assert told["status"] == 400
    assert told["error"].startswith("Unknown requested attribute: FLIRTATION")


def test_a_client_made_of_the_discovery_document(server: Served) -> None:
    """As OSMOD makes its own."""
    body = {"comment": {"text": "you idiot"}, "requestedAttributes": {"INSULT": {}}, "clientToken": "1"}
    answer = node(server, "discovered.js", server.url + DISCOVERY, "key", json.dumps(body))["answer"]
    assert answer["attributeScores"]["INSULT"]["summaryScore"]["value"] == insult(server, "you idiot")
    assert answer["clientToken"] == "1"

"""`/v1/score` and `/v1/explain`: what the command line gives, over HTTP."""

from __future__ import annotations

import numpy as np
import pytest
from serving import Served

import classifier
from classifier.labels import NAMES
from classifier.serve import limits

GERMAN = "Das ist doch kompletter Unsinn, du idiot, was du da schreibst."


def test_rows_are_those_of_the_command_line(server: Served, made: classifier.Model) -> None:
    comments = [
        {"text": "you idiot"},
        {"id": "a", "text": None},
        {"id": 7, "text": GERMAN},
        {"text": "hello"},
    ]
    reply = server.post("/v1/score", {"comments": comments}).json
    assert reply["model"] == made.digest
    first, error, foreign, last = reply["results"]
    expected = {name: None if np.isnan(score) else round(score, 4) for name, score in
                zip(NAMES, made.score(["you idiot"])[0].tolist(), strict=True)}  # fmt: skip
    assert first == {"id": 0, "scores": expected, "flagged": ["incivility", "insult"]}
    assert error == {"id": "a", "error": "has no text; give it a `text`"}
    assert (foreign["id"], foreign["flagged"], foreign["abstained"]) == (7, [], ["incivility", "insult"])
    assert last["id"] == 3


def test_topics_are_the_rows_own_or_the_requests(server: Served) -> None:
    zoo = "zebra giraffe elephant rhinoceros antelope"
    comments = [{"text": zoo}, {"text": zoo, "topic": "telescope microscope laboratory chemistry"}]
    under, away = server.post("/v1/score", {"comments": comments, "topic": zoo}).json["results"]
    assert under["scores"]["off_topic"] < 0.5 < away["scores"]["off_topic"]


def test_many_rows_keep_their_order(server: Served, made: classifier.Model) -> None:
    texts = [f"comment {number}" + " idiot" * (number % 3) for number in range(1_000)]
    results = server.post("/v1/score", {"comments": [{"text": text} for text in texts]}).json["results"]
    assert [row["id"] for row in results] == list(range(1_000))
    column = made.labels.index("insult")
    assert [row["scores"]["insult"] for row in results] == pytest.approx(
        made.score(texts)[:, column], abs=1e-4
    )


def test_no_rows_give_none(server: Served) -> None:
    assert server.post("/v1/score", {"comments": []}).json["results"] == []


def test_too_many_rows_and_too_long_ones_are_told(server: Served) -> None:
    rows = [{"text": ""}] * (limits.SCORE_ROWS + 1)
    assert server.post("/v1/score", {"comments": rows}).code == 400
    long = {"comments": [{"text": "x" * (limits.COMMENT_BYTES + 1)}]}
    assert server.post("/v1/score", long).code == 400


def test_an_explanation_is_that_of_check(server: Served, made: classifier.Model) -> None:
    verdict = made.check("you v1llage idiot 🙂", "Villages", {"insult": 0.2})
    asked = {"text": "you v1llage idiot 🙂", "topic": "Villages", "thresholds": {"insult": 0.2}}
    reply = server.post("/v1/explain", asked)
    assert reply.json == {**verdict.to_json(), "reasons": [reason.to_json() for reason in verdict.reasons]}
    [_, reason] = reply.json["reasons"]
    assert (reason["label"], reason["threshold"]) == ("insult", 0.2)


def test_an_unknown_label_is_told(server: Served) -> None:
    reply = server.post("/v1/explain", {"text": "a", "thresholds": {"rude": 0.5}})
    assert "'rude'" in reply.json["error"]["message"]

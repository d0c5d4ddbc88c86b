"""A model learns from licensed rows that are held out for nothing and were not got from Discord."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classifier.training.corpora import Corpus, Row
from classifier.training.provenance import admit, objection

ROW = Row("1", "comments", "comments:1", "gold", "P", "train", "text", None, ())


def test_our_own_training_rows_are_admitted() -> None:
    assert objection(ROW, ("P",)) is None


@pytest.mark.parametrize("source", ["chat_racket", "chat_clojure"])
def test_messages_from_discord_are_refused_whatever_their_licence(source: str) -> None:
    refused = objection(replace(ROW, source=source), ("P", "SA", "NC", "G", "U"))
    assert refused == f"{source}: messages from Discord may not train a model"


@pytest.mark.parametrize("licence", ["NC", "G", "U", "", "p"])
def test_rows_of_any_other_licence_are_refused(licence: str) -> None:
    refused = objection(replace(ROW, licence=licence), ("P", "SA"))
    assert refused == f"comments: licence {licence} is not among the recipe's"


def test_rows_held_out_for_testing_are_refused() -> None:
    assert objection(replace(ROW, split="test"), ("P",)) == "comments: held out for testing"


def test_refusals_are_counted_by_reason_and_the_rest_keeps_its_order() -> None:
    rows = (
        replace(ROW, id="a"),
        replace(ROW, id="b", source="chat_racket"),
        replace(ROW, id="c", split="test"),
        replace(ROW, id="d"),
        replace(ROW, id="e", source="chat_racket"),
    )
    admitted, refused = admit(Corpus(rows, {"f": "0"}), ("P",))
    assert [row.id for row in admitted.rows] == ["a", "d"]
    assert admitted.files == {"f": "0"}
    assert dict(refused) == {
        "chat_racket: messages from Discord may not train a model": 2,
        "comments: held out for testing": 1,
    }

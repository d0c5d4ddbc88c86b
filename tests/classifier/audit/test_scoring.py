"""Every record gets one result, in order, and a reader that fails loses nothing it had given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from classifier.audit.dumps.record import Record
from classifier.audit.scoring import score_records
from classifier.errors import BadInput
from classifier.model import Model


def scored(
    model: Model, *records: Record, topic: str | None = None, explain: bool = False
) -> list[dict[str, Any]]:
    return list(score_records(model, records, topic=topic, explain=explain))


def test_a_record_that_could_not_be_read_keeps_its_place(made: Model) -> None:
    results = scored(made, Record("a", "idiot"), Record("b", error="why"), Record("c", ""))
    assert [result["id"] for result in results] == ["a", "b", "c"]
    assert results[1] == {"id": "b", "error": "why"}
    assert results[0]["flagged"] == ["incivility", "insult"]


def test_the_scores_are_those_of_check(made: Model) -> None:
    (result,) = scored(made, Record(0, "you 1d10t", "Chess"), explain=True)
    verdict = made.check("you 1d10t", "Chess")
    assert result == {
        "id": 0,
        **verdict.to_json(),
        "reasons": [reason.to_json() for reason in verdict.reasons],
    }


def test_a_given_topic_stands_in_where_a_record_has_none(made: Model) -> None:
    own, given = scored(made, Record(0, "my cat", "cat"), Record(1, "my cat"), topic="Chess openings")
    assert "off_topic" not in own["flagged"]
    assert "off_topic" in given["flagged"]


def test_what_was_read_before_a_reader_failed_is_scored(made: Model) -> None:
    def failing() -> Iterator[Record]:
        for number in range(700):
            yield Record(number, "hello")
        raise BadInput("cut short")

    results = score_records(made, failing(), topic=None, explain=False)
    seen = [next(results)["id"] for _ in range(700)]
    assert seen == list(range(700))
    with pytest.raises(BadInput, match="cut short"):
        next(results)


def test_records_are_read_as_results_are_taken(made: Model) -> None:
    taken = 0

    def endless() -> Iterator[Record]:
        nonlocal taken
        while True:
            taken += 1
            yield Record(taken, "hello")

    results = score_records(made, endless(), topic=None, explain=False)
    assert next(results)["id"] == 1
    assert taken < 2000

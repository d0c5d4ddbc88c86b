"""Every row gets one result, in order, and a reader that fails loses nothing it had given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from classifier.audit.dumps.batches import batches
from classifier.audit.dumps.rows import Row
from classifier.audit.scoring import BATCH_ROWS, score_batches
from classifier.errors import BadInput
from classifier.model import Model


def scored(model: Model, *rows: Row, topic: str | None = None, explain: bool = False) -> list[dict[str, Any]]:
    return list(score_batches(model, batches(rows, BATCH_ROWS), topic=topic, explain=explain))


def test_a_row_that_could_not_be_read_keeps_its_place(made: Model) -> None:
    results = scored(made, Row("idiot", "a"), Row(id="b", error="why"), Row("", "c"))
    assert [result["id"] for result in results] == ["a", "b", "c"]
    assert results[1] == {"id": "b", "error": "why"}
    assert results[0]["flagged"] == ["incivility", "insult"]


def test_the_scores_are_those_of_check(made: Model) -> None:
    (result,) = scored(made, Row("you 1d10t", topic="Chess"), explain=True)
    verdict = made.check("you 1d10t", "Chess")
    assert result == {
        "id": 0,
        **verdict.to_json(),
        "reasons": [reason.to_json() for reason in verdict.reasons],
    }


def test_a_given_topic_stands_in_where_a_row_has_none(made: Model) -> None:
    own, given = scored(
        made, Row("my cat is ill", topic="Cat health"), Row("my cat is ill"), topic="Export controls"
    )
    assert "off_topic" not in own["flagged"]
    assert "off_topic" in given["flagged"]


@pytest.mark.parametrize("own", ["a", 7, -3, 10**30, True, "7", "\udc80 \\n", "\\udc80", "é 👍", "a\0b"])
def test_an_id_keeps_its_type_and_value(made: Model, own: object) -> None:
    (result,) = scored(made, Row("hello", own))
    assert result["id"] == own
    assert type(result["id"]) is type(own)


@pytest.mark.parametrize("own", [None, "", 1.5, [1], {}])
def test_what_is_no_id_is_the_row_number(made: Model, own: object) -> None:
    assert [result["id"] for result in scored(made, Row("a", "x"), Row("b", own))] == ["x", 1]


def test_what_was_read_before_a_reader_failed_is_scored(made: Model) -> None:
    def failing() -> Iterator[Row]:
        for _ in range(700):
            yield Row("hello")
        raise BadInput("cut short")

    results = score_batches(made, batches(failing(), BATCH_ROWS), topic=None, explain=False)
    seen = [next(results)["id"] for _ in range(700)]
    assert seen == list(range(700))
    with pytest.raises(BadInput, match="cut short"):
        next(results)


def test_rows_are_read_as_results_are_taken(made: Model) -> None:
    taken = 0

    def endless() -> Iterator[Row]:
        nonlocal taken
        while True:
            taken += 1
            yield Row("hello", taken)

    results = score_batches(made, batches(endless(), BATCH_ROWS), topic=None, explain=False)
    assert next(results)["id"] == 1
    assert taken < 2000

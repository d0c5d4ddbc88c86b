"""Batches depend on the rows alone, not on how a reader hands them over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pyarrow as pa
import pytest
from dump_rows import checked
from hypothesis import given
from hypothesis import strategies as st

from classifier.audit.dumps.batches import batches, to_arrow
from classifier.audit.dumps.rows import BATCH_BYTES, BATCH_ROWS, LONGEST_LINE, Row
from classifier.errors import BadInput


def items(rows: list[Row], cuts: list[int]) -> Iterator[Row | pa.RecordBatch]:
    """The rows one by one, and some of them in batches between the cuts."""
    edges = sorted({0, len(rows), *(cut % (len(rows) + 1) for cut in cuts)})
    for number, (start, stop) in enumerate(pairwise(edges)):
        if number % 2:
            yield to_arrow(rows[start:stop])
        else:
            yield from rows[start:stop]


@given(st.integers(0, 40), st.lists(st.integers(0, 100), max_size=5), st.integers(1, 12))
def test_rows_come_out_in_order_whatever_they_came_in(number: int, cuts: list[int], size: int) -> None:
    rows = [Row(f"text {position}", position) for position in range(number)]
    given_out = list(batches(items(rows, cuts), size))
    assert [batch.num_rows for batch in given_out[:-1]] == [size] * (len(given_out) - 1)
    assert [row["text"] for row in checked(given_out)] == [row.text for row in rows]


def test_a_batch_has_a_fixed_number_of_rows() -> None:
    sizes = [batch.num_rows for batch in batches(Row("a") for _ in range(2 * BATCH_ROWS + 5))]
    assert sizes == [BATCH_ROWS, BATCH_ROWS, 5]


def test_a_batch_of_long_texts_ends_sooner_and_at_the_same_row_however_they_came() -> None:
    rows = [Row("x" * (LONGEST_LINE - number)) for number in range(200)]
    one_by_one = [batch.num_rows for batch in batches(rows)]
    together = [
        batch.num_rows for batch in batches([to_arrow(rows[:99]), *rows[99:105], to_arrow(rows[105:])])
    ]
    assert one_by_one == together
    assert max(one_by_one) * LONGEST_LINE <= BATCH_BYTES + LONGEST_LINE
    assert sum(one_by_one) == 200


def test_what_came_before_an_error_is_given_out_before_it() -> None:
    def failing() -> Iterator[Row]:
        yield Row("a")
        yield Row("b")
        raise BadInput("cut short")

    given_out = batches(failing())
    assert next(given_out).num_rows == 2
    with pytest.raises(BadInput, match="cut short"):
        next(given_out)


def test_what_utf8_cannot_hold_is_told_or_escaped() -> None:
    text, id_, author, error = checked(
        batches([Row("\ud800"), Row("a", "\udc80x"), Row("b", author="\udfff"), Row(error="odd \ud800")])
    )
    assert text["error"] == "the text is not valid Unicode; write it again as UTF-8"
    assert (id_["id"], id_["id_is_number"]) == ("\\udc80x", None)
    assert author["author"] == "\\udfff"
    assert error["error"] == "odd \\ud800"


def test_a_text_that_is_too_long_is_told() -> None:
    kept, long = checked(batches([Row("é" * (LONGEST_LINE // 2)), Row("é" * (LONGEST_LINE // 2) + "x")]))
    assert kept["error"] is None
    assert long["error"] == "text longer than 1,048,576 bytes; split it"


def test_empty_names_are_none() -> None:
    (row,) = checked(batches([Row("a", "", "", "", "", "", "", "")]))
    assert {row[name] for name in ("id", "topic", "author", "channel", "thread", "parent", "time")} == {None}

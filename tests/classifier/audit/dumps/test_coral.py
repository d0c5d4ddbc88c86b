"""Coral's comments, and those of the Talk that it was."""

from __future__ import annotations

from datetime import UTC, datetime

from producers import at, column, content, rows, rows_of


def test_every_field_of_a_comment() -> None:
    found = rows_of("coral.jsonl")
    assert found[1] == {
        "row": 1,
        "line": 2,
        "id": "c-802",
        "id_is_number": False,
        "text": "Indeed & so\nBob",
        "topic": None,
        "author": "u-bob",
        "channel": "site-1",
        "thread": "s-7",
        "parent": "c-801",
        "time": at("09:40:00"),
        "by_bot": False,
        "error": None,
    }
    assert found[0]["channel"] == "nature"


def test_the_last_revision_counts() -> None:
    assert rows_of("coral.jsonl")[0]["text"] == "Lovely news!\nSee our club (https://club.example)"


def test_deleted_comments_are_rows() -> None:
    row = rows_of("coral.jsonl")[2]
    assert (row["text"], row["author"], row["time"]) == ("", None, at("09:50:00"))


def test_talk_has_plain_text() -> None:
    (row,) = rows_of("talk.jsonl")
    assert row["text"] == "Lovely news, 1 < 2"
    assert (row["author"], row["thread"], row["parent"]) == ("u-ann", "s-7", None)
    assert row["time"] == datetime(2018, 5, 1, 9, 30, tzinfo=UTC)


def test_as_one_list() -> None:
    """mongoexport --jsonArray: all on one line."""
    as_list = b"[" + b",".join(content("coral.jsonl").splitlines()) + b"]"
    assert column(rows("coral", as_list), "text") == column(rows_of("coral.jsonl"), "text")


def test_fields_may_be_named_otherwise() -> None:
    assert rows_of("coral.jsonl", text="status", channel="tenantID")[1]["text"] == "REJECTED"
    assert rows_of("coral.jsonl", channel="tenantID")[0]["channel"] == "t-1"

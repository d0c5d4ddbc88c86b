"""WordPress' export: the comments in its articles."""

from __future__ import annotations

import pytest
from producers import at, column, content, rows, rows_of


def test_every_field_of_a_comment() -> None:
    found = rows_of("wordpress.xml")
    lines = content("wordpress.xml").decode().splitlines()
    assert found[1] == {
        "row": 1,
        "line": lines.index("\t\t\t<wp:comment_id>82</wp:comment_id>"),
        "id": "82",
        "id_is_number": False,
        "text": "Indeed ]]> so",
        "topic": "Owls & larks return",
        "author": "Bob",
        "channel": None,
        "thread": "https://blog.example/owls/",
        "parent": "81",
        "time": at("09:40:00"),
        "by_bot": False,
        "error": None,
    }
    assert found[0]["text"] == "Lovely news!\nSee our club (https://club.example)"
    assert found[0]["parent"] is None


def test_pingbacks_are_by_machines() -> None:
    row = rows_of("wordpress.xml")[2]
    assert (row["by_bot"], row["text"], row["author"]) == (True, "[…] they are back […]", "Another blog")
    assert (row["topic"], row["thread"], row["time"]) == (None, "https://blog.example/untitled/", None)
    assert column(rows_of("wordpress.xml"), "by_bot") == [False, False, True]


def test_fields_may_be_named_otherwise() -> None:
    found = rows_of(
        "wordpress.xml", author="wp:comment_author_email", channel="item.dc:creator", time="wp:comment_date"
    )
    assert (found[0]["author"], found[0]["channel"], found[2]["time"].hour) == (
        "ann@mail.example",
        "editor",
        11,
    )


@pytest.mark.parametrize(
    ("old", "left"),
    [
        ("<wp:comment_author><![CDATA[Ann]]>", ["82", "83"]),
        ("<wp:comment_author><![CDATA[Bob]]>", ["81", "83"]),
        ("<wp:comment_author><![CDATA[Another blog]]>", ["81", "82"]),
    ],
)
def test_a_broken_comment_costs_itself_only(old: str, left: list[str]) -> None:
    text = content("wordpress.xml").decode()
    assert old in text
    found = rows("wordpress", text.replace(old, "<broken>"))
    good = [row for row in found if not row["error"]]
    assert column(good, "id") == left
    whole = {row["id"]: row for row in rows_of("wordpress.xml")}
    assert good == [{**whole[row["id"]], "row": row["row"]} for row in good], (
        "each still has its article's title"
    )
    assert len(found) == 3
    assert all(row["id"] for row in found)


def test_a_broken_article_costs_its_title_only() -> None:
    found = rows(
        "wordpress", content("wordpress.xml").replace(b"<title><![CDATA[Owls", b"<title><b><![CDATA[Owls")
    )
    assert column(found, "id") == [None, "81", "82", "83"]
    assert [bool(row["error"]) for row in found] == [True, False, False, False]

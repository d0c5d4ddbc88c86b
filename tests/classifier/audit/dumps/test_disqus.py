"""Disqus' XML export, and what any XML export has to bear."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

import pytest
from producers import at, column, content, rows, rows_of

from classifier.audit.dumps import xml_records
from classifier.audit.dumps.rows import LONGEST_LINE


def test_every_field_of_a_post() -> None:
    found = rows_of("disqus.xml")
    assert found[1] == {
        "row": 1,
        "line": content("disqus.xml").decode().splitlines().index('<post dsq:id="82">') + 1,
        "id": "82",
        "id_is_number": False,
        "text": "Indeed.\nBob",
        "topic": "Owls & larks return",
        "author": "Bob",
        "channel": "Nature",
        "thread": "https://paper.example/owls",
        "parent": "81",
        "time": at("09:40:00"),
        "by_bot": False,
        "error": None,
    }
    assert found[0]["text"] == "Lovely news! See our club (https://club.example/?a=1&b=2)\nAnn <3"
    assert column(found, "author") == ["ann", "Bob", "carol"]


def test_without_a_title_or_an_address() -> None:
    row = rows_of("disqus.xml")[2]
    assert (row["text"], row["topic"], row["thread"], row["channel"]) == ("", None, "9", "birdpaper")


def test_fields_may_be_named_otherwise() -> None:
    found = rows_of("disqus.xml", author="author.name", thread="thread@dsq:id", topic="category.title")
    assert (found[0]["author"], found[0]["thread"], found[0]["topic"]) == ("Ann of the owls", "7", "Nature")


def broken(old: str, new: str) -> list[dict[str, Any]]:
    text = content("disqus.xml").decode()
    assert old in text
    return rows("disqus", text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("&lt;p&gt;Indeed.", "<p>Indeed.", "mismatched tag"),
        ("<name>Bob</name>", "<name>Bob</nam>", "mismatched tag"),
        ("Indeed.", "Tom & Jerry", "invalid token"),
        ("Indeed.", "&nbsp;", "undefined entity"),
        ("Indeed.", "&xxe;", "undefined entity"),
        ('<parent dsq:id="81" />', '<parent dsq:id="81" dsq:id="81" />', "duplicate attribute"),
        ("<isSpam>true</isSpam>", "<a>" * 200, "nested too deeply"),
    ],
)
def test_a_broken_post_costs_itself_only(old: str, new: str, why: str) -> None:
    found = broken(old, new)
    assert column(found, "id") == ["81", "82", "83"]
    assert [bool(row["error"]) for row in found] == [False, True, False]
    assert why in found[1]["error"]
    lines = content("disqus.xml").decode().splitlines()
    assert lines.index('<post dsq:id="82">') < found[1]["line"] <= lines.index('<post dsq:id="83">')
    assert found[2] == rows_of("disqus.xml")[2] | {"line": found[2]["line"]}


def test_what_people_paste_breaks_nothing() -> None:
    found = rows("disqus", content("disqus.xml").replace(b"Indeed.", b"In\x08de\x00ed \xff\xfe."))
    assert found[1]["text"] == "In de ed \ufffd\ufffd.\nBob"
    assert column(found, "error") == [None] * 3


def test_markup_that_should_have_been_escaped_is_read() -> None:
    found = broken("&lt;p&gt;Indeed.&lt;br&gt;Bob&lt;/p&gt;", "<p>In<b>deed</b>, so</p>")
    assert found[1]["text"] == "Indeed, so"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE disqus [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY xxe "&b;&b;&b;">]>',
        '<!DOCTYPE disqus [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE disqus SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_document_types_are_refused(declared: str) -> None:
    text = content("disqus.xml").decode().replace("?>\n", f"?>\n{declared}\n", 1).replace("Indeed.", "&xxe;")
    found = rows("disqus", text)
    assert "document type" in found[0]["error"]
    assert [row["text"] for row in found if row["text"]] == [rows_of("disqus.xml")[0]["text"]]
    assert "undefined entity" in found[2]["error"]


@pytest.mark.parametrize("size", [1, 7, 100])
def test_in_blocks_of_any_size(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, spoilt = rows_of("disqus.xml"), broken("Indeed.", "&nbsp;")
    monkeypatch.setattr(xml_records, "_BLOCK", size)
    assert rows_of("disqus.xml") == sound
    assert broken("Indeed.", "&nbsp;") == spoilt


def test_a_text_without_end_takes_no_memory() -> None:
    text = content("disqus.xml").replace(b"Indeed.", b"x" * (40 * LONGEST_LINE))
    tracemalloc.start()
    found = rows("disqus", text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [bool(row["error"]) for row in found] == [False, True, False]
    assert "longer than" in found[1]["error"]
    assert peak < 10 * LONGEST_LINE


def test_a_tag_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "LONGEST_ITEM", 1_000_000)
    begun = time.perf_counter()
    found = broken("<parent ", f'<parent a="{"x" * 3_000_000}" ')
    assert time.perf_counter() - begun < 5
    assert "longer than" in found[1]["error"]
    assert column(found, "id") == ["81", "82", "83"]


def test_two_exports_in_one_file() -> None:
    found = rows("disqus", content("disqus.xml") + content("disqus.xml"))
    assert column(found, "id") == ["81", "82", "83", None, "81", "82", "83"]
    assert found[3]["error"]

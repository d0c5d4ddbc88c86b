"""CSV in its dialects: a broken row costs itself alone, and Arrow reads quickly what the csv module would."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from dump_rows import of_file, plain, stream
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.audit.dumps import csv_rows
from classifier.audit.dumps.csv_rows import dict_rows, read
from classifier.audit.dumps.rows import LONGEST_LINE, Fields
from classifier.errors import BadInput

FIELDS = Fields(text="text", topic=("topic", "context"), author="author", time="time", id="id")


def both(content: bytes, fields: Fields = FIELDS) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows as they are read, and as they are read row by row."""
    quickly = plain(read(stream(content), fields))
    with patch.object(csv_rows, "read_block", return_value=None):
        return quickly, plain(read(stream(content), fields))


def alike(content: bytes, fields: Fields = FIELDS) -> list[dict[str, Any]]:
    quickly, carefully = both(content, fields)
    assert quickly == carefully
    return quickly


def quick_share(content: bytes) -> float:
    """What share of the rows Arrow has read."""
    items = list(read(stream(content), FIELDS))
    rows = [getattr(item, "num_rows", 0) for item in items]
    return sum(rows) / max(1, sum(max(1, number) for number in rows))


SOUND = [
    b"id,text\na,hello\nb,world\n",
    b"id,text\na,hello\nb,world",
    b"id,text\r\na,hello\r\nb,world\r\n",
    b"id;text\na;one, two\n",
    b"id\ttext\na\tone, two\n",
    b"id|text\na|one, two\n",
    b'id,text\na,"one, two"\nb,"he said ""hi"""\n',
    b'id,text\na,"two\nlines"\nb,"two\r\nmore"\nc,d\n',
    b'id,text\na,""\nb,""""\nc,"x"""\n',
    b"id,text,topic\na,b,\n,,\n\n\r\nc,d,e\n",
    b"text,time\na,2024-05-01T09:30:00Z\nb,1714555800\nc,\nd,soon\n",
    "id,text\né,👍\n".encode(),
    b'"id","text"\n"a","b"\n',
    b'"an id","te\nxt"\n"a","b"\n',
]


@pytest.mark.parametrize("content", SOUND, ids=range(len(SOUND)))
def test_a_sound_file_is_read_quickly_and_alike(content: bytes) -> None:
    fields = Fields(text="te\nxt") if b"te\n" in content else FIELDS
    assert all(row["error"] is None for row in alike(content, fields))
    assert quick_share(content) == 1 or b"te\n" in content


def test_rows_know_their_lines() -> None:
    rows = alike(b'id,text\n\na,"two\nlines"\n\nb,c\n')
    assert [(row["id"], row["line"]) for row in rows] == [("a", 3), ("b", 6)]


NASTY = [
    b"",
    b"\n",
    b"text",
    b"id,text",
    b"text\na\n\nb\n",
    b"id,text\nshort\nlong,a,b\ntrailing,a,,\n",
    b'id,text\na,5" nail\nb,6"\n',
    b'id,text\na,"x"y\nb,z\n',
    b'id,text\na,x"y"\nb,z\n',
    b'id,text\na,"never closed\nb,c\nd,e\n',
    b'id,text\na,"never closed',
    b'id,text\na,"\nb,c',
    b'id,text\na,"x" \nb, "y"\n',
    b"id,text\na,b\rc,d\r",
    b"id,text\na,b\0c\n",
    b"id,text\na,caf\xe9\xc3\xa9\nb,c\n",
    b"id,text,text\na,b,c\n",
    b"id,,\na,b,c\n",
    b'id,text\n"a,b\n"c,d\n',
    b'id,text\na,"' + b"x" * LONGEST_LINE + b'"\nb,c\n',
    b"id,text\na," + b"x" * 3 * LONGEST_LINE + b"\nb,c\n",
    b"\xef\xbb\xbf,text\na,b\n\xef\xbb\xbfc,d\n",
    b"a,b\n" * 3,
]


@pytest.mark.parametrize("content", NASTY, ids=range(len(NASTY)))
def test_a_nasty_file_is_read_alike(content: bytes) -> None:
    alike(content)


PIECES = st.sampled_from(
    [",", ",", '"', '"', "\n", "\n", "\r\n", "\r", "a", "b c", "é", "\ufeff", "1714555800", "x,y\n"]
)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(PIECES, max_size=25),
    st.sampled_from(["id,text\n", "text,topic,author\n", "text\n", "id,time,text\r\n"]),
)
def test_any_file_is_read_alike(pieces: list[str], heading: str) -> None:
    alike((heading + "".join(pieces)).encode())


FIELD = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(FIELD, FIELD, FIELD), min_size=1), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_comes_back(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([("id", "text", "topic"), *rows])
    content = text.getvalue().encode()
    assert [(row["id"] or "", row["text"], row["topic"] or "") for row in alike(content)] == rows
    assert quick_share(content) == 1


def test_a_long_file_is_read_alike_over_many_blocks() -> None:
    """With quoted line breaks at the blocks' edges, and now and then a row that csv has to look at."""

    def lines() -> Iterator[bytes]:
        yield b"id,text,topic\n"
        for number in range(40_000):
            broken = b'5" nail' if number % 10_000 == 7 else b'"two\nlines, ""quoted"""'
            yield b"%d,%s,%s\n" % (number, broken, b"x" * (number % 97))

    rows = alike(b"".join(lines()))
    assert [row["id"] for row in rows] == [str(number) for number in range(40_000)]
    assert rows[-1]["line"] == 2 + 2 * 39_999 - 4


def test_rows_after_a_quotation_mark_that_is_never_closed_are_kept() -> None:
    first, second, third = alike(b'id,text\na,"never closed\nb,c\nd,e\n')
    assert "a quotation mark is never closed" in first["error"]
    assert (first["line"], second["text"], third["text"]) == (2, "c", "e")


def test_rows_after_one_that_goes_on_for_too_long_are_kept() -> None:
    text = b"c" * 100
    rows = alike(b'id,text\na,"never closed\n' + b"b,%s\n" % text * 20_000)
    assert len(rows) == 20_001
    assert "a quotation mark is never closed" in rows[0]["error"]
    assert {row["text"] for row in rows[1:]} == {text.decode()}


def test_too_many_fields_and_too_few_are_told() -> None:
    few, many, empty = alike(b"id,topic,text\nfew,x\nmany,x,y,z\nempty,x,y,,\n")
    assert few["error"] == "no field 'text'; name the right one by --text"
    assert many["error"] == "4 fields for 3 headings; put the text in quotes"
    assert (many["id"], empty["text"]) == ("many", "y")


def test_the_delimiter_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    for delimiter in (":", "\\t", "\t", "é"):
        mark = delimiter.replace("\\t", "\t")
        path.write_text(f"id{mark}text\na{mark}one, two; three\n")
        (row,) = of_file(path, fields=Fields(delimiter=delimiter))
        assert row["text"] == "one, two; three"


@pytest.mark.parametrize("delimiter", ["::", '"', "\n", "tab"])
def test_what_cannot_be_a_delimiter_is_one_line(tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "c.csv").write_text("id,text\n")
    with pytest.raises(BadInput, match=r"no delimiter .*; give one character"):
        of_file(tmp_path / "c.csv", fields=Fields(delimiter=delimiter))


def test_a_producer_gets_rows_by_their_headings() -> None:
    named = list(dict_rows(stream(b'a,b\n1,"x\ny"\n2\n3,4,5\n')))
    assert [(row.line, row.values) for row in named] == [
        (2, {"a": "1", "b": "x\ny"}),
        (4, {"a": "2"}),
        (5, {"a": "3", "b": "4"}),
    ]
    assert named[2].error


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "naïve “café” 👍"),
        ("utf-8-sig", "naïve “café” 👍"),
        ("utf-16", "naïve “café” 👍"),
        ("utf-32", "naïve “café” 👍"),
        ("cp1252", "naïve “café”"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(f"id,text\r\né,{text}\r\nb,ascii\r\n".encode(encoding))
    assert [(row["id"], row["text"]) for row in of_file(path)] == [("é", text), ("b", "ascii")]


def test_an_encoding_that_cannot_be_found_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes("id,text\na,Привет, мир\n".replace(", м", " м").encode("koi8-r"))
    assert of_file(path)[0]["text"] != "Привет мир"
    assert of_file(path, encoding="koi8-r")[0]["text"] == "Привет мир"


def test_stray_bytes_in_utf8_spoil_their_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes("id,text\na,é\nb,ü 👍\n".encode() + b"c,caf\xe9\nd,e\n")
    assert [row["error"] for row in of_file(path)] == [None, None, "not valid UTF-8; convert the file", None]

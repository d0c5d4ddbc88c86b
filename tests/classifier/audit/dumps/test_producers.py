"""What holds for every producer's format: found by content, nothing dropped, broken or cut short or huge."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from dump_rows import of_file
from producers import DUMPS, FIXTURES, column, content, rows, rows_of

from classifier.audit.dumps.formats import FORMATS, format_named
from classifier.audit.dumps.recognising import recognise
from classifier.audit.dumps.rows import LONGEST_LINE

PRODUCERS = sorted({kind for kind, _ in DUMPS.values()})


@pytest.mark.parametrize("name", DUMPS)
def test_found_by_content_whatever_its_name(name: str, tmp_path: Path) -> None:
    kind, count = DUMPS[name]
    for ending in (".txt", ".csv", ".jsonl", ".parquet", ""):
        assert recognise(f"dump{ending}", content(name)) == kind
    (tmp_path / "dump.parquet.gz").write_bytes(gzip.compress(content(name)))
    assert of_file(tmp_path / "dump.parquet.gz") == rows_of(name)
    assert len(rows_of(name)) == count


@pytest.mark.parametrize("name", DUMPS)
def test_every_row_is_read(name: str) -> None:
    found = rows_of(name)
    assert column(found, "error") == [None] * len(found)
    lines = content(name).count(b"\n") + 1
    assert all(1 <= line <= lines for line in column(found, "line"))


@pytest.mark.parametrize("name", FORMATS)
def test_the_example_in_the_documentation_is_one(name: str) -> None:
    module = format_named(name)
    if name in PRODUCERS:
        assert recognise("", module.EXAMPLE.encode()) == name
        found = rows(name, module.EXAMPLE)
        assert found
        assert column(found, "error") == [None] * len(found)


def test_every_producer_has_a_dump_here() -> None:
    names = list(FORMATS)
    assert set(names[names.index("discord") :]) == set(PRODUCERS)
    assert {path.name for path in FIXTURES.iterdir()} == {*DUMPS, "README.md", "make_discord.py"}


@pytest.mark.parametrize("name", DUMPS)
def test_cut_short_anywhere(name: str) -> None:
    whole, text = rows_of(name), content(name)
    for cut in range(1, len(text), 1 + len(text) // 150):
        found = rows(DUMPS[name][0], text[:cut])
        good = [row for row in found if row["error"] is None]
        assert len(found) - len(good) <= 1
        if not name.endswith(".csv"):  # a cut field is a shorter one there
            assert [row["text"] for row in good] == column(whole[: len(good)], "text")


@pytest.mark.parametrize("name", [name for name in DUMPS if name.endswith((".json", ".jsonl"))])
def test_cut_within_a_row_is_told(name: str) -> None:
    text = content(name).rstrip()
    found = rows(DUMPS[name][0], text[:-20])
    assert found[-1]["error"]
    assert "\n" not in found[-1]["error"]


@pytest.mark.parametrize("name", [name for name in DUMPS if name.endswith((".json", ".jsonl"))])
def test_it_may_be_laid_out_otherwise(name: str) -> None:
    """As jq and others write it; and with a byte order mark and the line ends of Windows."""
    text = content(name).decode()
    try:
        values = [json.loads(text)]
    except ValueError:
        values = [json.loads(line) for line in text.splitlines()]
    expected = [{**row, "line": None} for row in rows_of(name)]
    for layout in ({"indent": 4}, {"separators": (",", ":")}, {"indent": 1, "ensure_ascii": False}):
        if "indent" in layout and DUMPS[name][0] == "reddit":
            continue  # which is JSON Lines by definition
        other = "\ufeff" + "\r\n".join(json.dumps(value, **layout) for value in values).replace("\n", "\r\n")
        found = rows(DUMPS[name][0], other.replace("\r\r", "\r"))
        assert [{**row, "line": None} for row in found] == expected


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("discord.json", b"hooting"),
        ("RC_2024-05.jsonl", b"Lovely"),
        ("RS_2024-05.jsonl", b"nest"),
        ("disqus.xml", b"Lovely"),
        ("wordpress.xml", b"Lovely"),
        ("hackernews_items.jsonl", b"Lovely"),
        ("hackernews_hits.json", b"nest"),
        ("hackernews_tree.json", b"Lovely"),
        ("youtube_threads.json", b"At 1:05"),
        ("youtube_comments.json", b"</b>"),
        ("coral.jsonl", b"Lovely"),
        ("talk.jsonl", b"Lovely"),
        ("discourse_topic.json", b"Lovely"),
        ("discourse_posts.json", b'too."}'),
    ],
)
def test_text_of_any_length_spoils_its_row_only(name: str, word: bytes) -> None:
    kind, count = DUMPS[name]
    found = rows(kind, content(name).replace(word, b"x" * (LONGEST_LINE + 1) + word, 1))
    assert len(found) == count
    (wrong,) = [row for row in found if row["error"]]
    assert f"longer than {LONGEST_LINE:,} bytes" in wrong["error"]


@pytest.mark.parametrize(
    ("kind", "before", "broken", "after"),
    [
        (
            "discord",
            '{"guild": {}, "channel": {}, "messages": [\n{"id": "1", "content": "a", "author": {}},\n',
            '{"id": "2", "content": %s, "author": {}}',
            ',\n{"id": "3", "content": "c", "author": {}}\n]}',
        ),
        (
            "reddit",
            '{"id": "1", "body": "a", "subreddit": "s", "created_utc": 1}\n',
            '{"id": "2", "body": %s, "subreddit": "s", "created_utc": 1}',
            '\n{"id": "3", "body": "c", "subreddit": "s", "created_utc": 1}\n',
        ),
        (
            "hackernews",
            '{"id": 1, "by": "a", "text": "a", "time": 1714555800, "type": "comment"}\n',
            '{"id": 2, "by": "a", "text": %s, "time": 1714555800}',
            '\n{"id": 3, "by": "a", "text": "c", "time": 1714555800, "type": "comment"}\n',
        ),
        (
            "youtube",
            '{"items": [{"id": "1", "snippet": {"textOriginal": "a"}}, ',
            '{"id": "2", "snippet": {"textOriginal": %s}}',
            ', {"id": "3", "snippet": {"textOriginal": "c"}}]}',
        ),
        (
            "coral",
            '{"id": "1", "revisions": [{"body": "a"}]}\n',
            '{"id": "2", "revisions": [{"body": %s}]}',
            '\n{"id": "3", "revisions": [{"body": "c"}]}\n',
        ),
        (
            "discourse",
            '{"latest_posts": [{"id": "1", "raw": "a"}, ',
            '{"id": "2", "raw": %s}',
            ', {"id": "3", "raw": "c"}]}',
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "value",
    ["NaN", "17", "null", "[1, 2]", '{"a": "b"}', "[" * 5000 + "]" * 5000, '"a\\u0007 \\ud83d b"', "tru"],
)
def test_a_broken_item_is_an_error_with_its_line(
    kind: str, before: str, broken: str, after: str, value: str
) -> None:
    found = rows(kind, before + broken % value + after)
    assert column(found, "text")[::2] == ["a", "c"]
    assert [bool(error) for error in column(found, "error")] == [False, True, False]
    assert found[1]["line"] == 1 + before.count("\n")


@pytest.mark.parametrize("kind", PRODUCERS)
@pytest.mark.parametrize(
    "text", ["", "\n", "hello\nworld\n", "[]", "{}", "<a/>", "\x00\x01\x02", "<", "a,b\n1,2\n"]
)
def test_something_else_altogether(kind: str, text: str) -> None:
    """What a person names a format by mistake: rows with errors, or none, and no failure."""
    assert all(row["error"] for row in rows(kind, text))


@pytest.mark.parametrize("kind", PRODUCERS)
def test_an_ordinary_dump_is_not_taken_for_one(kind: str) -> None:
    ordinary: list[dict[str, Any]] = [
        {"id": 1, "type": "comment", "author": "ann", "text": "a", "time": 1714555800, "title": "t"},
        {"id": 1, "body": "a", "user": "ann", "created_at": "2024-05-01", "parent_id": 7, "kind": "comment"},
        {"messages": [{"content": "a", "author": {"name": "ann"}}], "channel": "c"},
        {"items": [{"id": "1", "snippet": {"text": "a"}}], "kind": "list"},
    ]
    for value in ordinary:
        assert not format_named(kind).looks_like(json.dumps(value).encode())
    assert not format_named(kind).looks_like(b"<rss version='2.0'><channel><item/></channel></rss>")
    assert not format_named(kind).looks_like(b"Author,Date,Content\n")

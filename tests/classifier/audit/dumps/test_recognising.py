"""A file's format is found by how it begins, else by its name."""

from __future__ import annotations

import pytest

from classifier.audit.dumps.formats import FORMATS, format_named, list_formats
from classifier.audit.dumps.recognising import ending, recognise
from classifier.errors import BadInput


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("-", b'{"text": "a"}', "jsonl"),
        ("-", b' \n {"text": "a"}', "jsonl"),
        ("-", b'{"text": "cut sh', "jsonl"),
        ("-", b'{"text": "a"\n{"text": "b"}\n', "jsonl"),
        ("-", b'{\n "text": "a"\n}\n', "json"),
        ("-", b'[{"text": "a"}, {"text": "b"}]', "json"),
        ("-", b" [\n  {\n", "json"),
        ("-", b'{"comments": [{"text": "a"}]}', "json"),
        ("-", b"[deleted]\nhello", None),
        ("-", b'{"n": 1,\n "comments": [', "json"),
        ("-", b"PAR1\x00", "parquet"),
        ("-", b"ARROW1\x00\x00", "arrow"),
        ("-", b"hello", None),
        ("c.csv", b"id,text", "csv"),
        ("c.TSV", b"id\ttext", "csv"),
        ("c.csv.gz", b"id,text", "csv"),
        ("folder.d/c.csv.zst", b"", "csv"),
        ("archive.zip/c.csv", b"", "csv"),
        ("https://example.org/c.jsonl", b"", "jsonl"),
        ("c.jsonl.zst", b"broken", "jsonl"),
        ("c.ndjson", b"", "jsonl"),
        ("c.txt", b'{"text": "a"}', "jsonl"),
        ("c.txt", b"[deleted]", "text"),
        ("c.parquet", b"", "parquet"),
        ("c.gz", b"hello", None),
        ("c.csv", b"PAR1\x00", "parquet"),
        ("c.parquet", b'{"text": "a"}', "jsonl"),
    ],
)
def test_content_tells_before_the_name_does(name: str, content: bytes, kind: str | None) -> None:
    assert recognise(name, content) == kind


def test_an_ending_is_what_is_left_without_compression() -> None:
    assert [ending(name) for name in ("a.JSON.GZ", "a.b/c", "c.tar.xz", ".zst")] == [".json", "", ".tar", ""]


def test_every_format_is_complete() -> None:
    for name in FORMATS:
        module = format_named(name)
        assert name == module.NAME
        assert module.TITLE
        assert module.TITLE in list_formats()
        assert all(found.startswith(".") and found == found.lower() for found in module.ENDINGS)


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(BadInput, match="no format 'xml'; --from takes jsonl, csv, parquet, text"):
        format_named("xml")

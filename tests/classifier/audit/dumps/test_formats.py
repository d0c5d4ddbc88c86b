"""A file's format is found by how it begins, else by its name."""

from __future__ import annotations

import io
from importlib import import_module

import pytest

from classifier.audit.dumps.formats import READERS, guess, reader
from classifier.errors import BadInput


def guessed(name: str, content: bytes) -> str:
    stream = io.BufferedReader(io.BytesIO(content))
    found = guess(name, stream)
    assert stream.read() == content, "guessing has consumed something"
    return found


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("-", b'{"text": "a"}', "jsonl"),
        ("-", b'\xef\xbb\xbf \n {"text": "a"}', "jsonl"),
        ("-", b"PAR1\x00", "parquet"),
        ("-", b"hello", "text"),
        ("c.csv", b"id,text", "csv"),
        ("c.TSV", b"id\ttext", "csv"),
        ("c.csv.gz", b"id,text", "csv"),
        ("c.jsonl.zst", b"broken", "jsonl"),
        ("c.ndjson", b"", "jsonl"),
        ("c.txt", b'{"text": "a"}', "jsonl"),
        ("c.parquet", b"", "parquet"),
        ("c.gz", b"hello", "text"),
        ("c.csv", b"PAR1\x00", "parquet"),
    ],
)
def test_content_tells_before_the_name_does(name: str, content: bytes, kind: str) -> None:
    assert guessed(name, content) == kind


def test_every_format_has_a_reader() -> None:
    for name, module in READERS.items():
        assert reader(name) is import_module(f"classifier.audit.dumps.{module}").read


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(BadInput, match="no format 'xml'; --from takes jsonl, csv, parquet, text"):
        reader("xml")

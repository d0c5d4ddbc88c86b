"""The dumps that the audit's benchmark makes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet as pq

from benchmarks.audit.corpus import material, write_dump
from benchmarks.audit.measured import run

ROWS = 3_000


def test_the_same_comments_are_in_every_format_and_the_same_every_time(tmp_path: Path) -> None:
    written = material(None)
    dump = write_dump(tmp_path / "one", written, ROWS)
    texts = pq.read_table(dump.parquet)["text"].to_pylist()
    assert len(texts) == ROWS
    assert [json.loads(line)["text"] for line in dump.jsonl.read_bytes().splitlines()] == texts
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    assert pyarrow.csv.read_csv(dump.csv, parse_options=options)["text"].to_pylist() == texts
    again = write_dump(tmp_path / "two", written, ROWS)
    assert again.parquet.read_bytes() == dump.parquet.read_bytes()


def test_most_comments_occur_once_and_are_as_long_as_comments_are(tmp_path: Path) -> None:
    dump = write_dump(tmp_path, material(None), ROWS)
    texts = pq.read_table(dump.parquet)["text"].to_pylist()
    assert len(set(texts)) > 0.85 * ROWS
    assert 60 < sum(map(len, texts)) / ROWS < 200


def test_what_a_program_takes_is_its_own() -> None:
    wall, cpu, peak = run([sys.executable, "-c", "x = b'x' * 50_000_000"])
    assert cpu > 0
    assert 0 < wall < 30
    assert 50_000_000 < peak < 120_000_000

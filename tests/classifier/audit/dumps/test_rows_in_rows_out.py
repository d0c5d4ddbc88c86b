"""Rows in are rows out, whatever they come in: one audit of everything that can be read."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zipfile
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from producers import DUMPS, FIXTURES

from classifier.audit.audit import audit
from classifier.audit.dumps.formats import FORMATS
from classifier.audit.request import Request

LINES = "".join(json.dumps({"text": f"You idiot {number}", "id": number}) + "\n" for number in range(50))


def write_dumps(folder: Path) -> dict[str, int]:
    """Write a dump in every format and compression, and say how many rows each has."""
    rows = {}
    for name, (_, count) in DUMPS.items():
        (folder / name).write_bytes((FIXTURES / name).read_bytes())
        rows[name] = count
    for name, pack in {
        "a.jsonl.gz": gzip.compress,
        "a.jsonl.bz2": bz2.compress,
        "a.jsonl.xz": lzma.compress,
    }.items():
        (folder / name).write_bytes(pack(LINES.encode()))
        rows[name] = 50
    with pa.CompressedOutputStream(str(folder / "a.jsonl.zst"), "zstd") as file:
        file.write(LINES.encode())
    with zipfile.ZipFile(folder / "two.zip", "w") as archive:
        archive.writestr("one.jsonl", LINES)
        archive.writestr("two.csv", "text\nhello\nidiot\n")
    rows |= {"a.jsonl.zst": 50, "two.zip/one.jsonl": 50, "two.zip/two.csv": 2}
    table = pa.table({"text": ["You idiot", None, "hello"], "author": ["a", "b", None]})
    pq.write_table(table, folder / "b.parquet")
    with pa.OSFile(str(folder / "b.arrow"), "wb") as out, pa.ipc.new_file(out, table.schema) as arrow:
        arrow.write_table(table)
    (folder / "c.csv").write_text('text;author\n"two\nlines";ann\nidiot;bob\none;two;many\n', "utf-8")
    (folder / "f.json").write_text(json.dumps([{"text": "a"}, {"text": 1}], indent=1), "utf-8")
    (folder / "d.txt").write_text("one\n\nthree\n", "utf-8")
    (folder / "e.jsonl").write_bytes(
        b'{"text": "x"}\n{"text": \n\n{"text": "NUL \\u0000"}\n' + b"\xff\xfe\n[1]"
    )
    return rows | {"b.parquet": 3, "b.arrow": 3, "c.csv": 3, "d.txt": 3, "e.jsonl": 5, "f.json": 2}


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory, made_path: Path) -> tuple[Path, dict[str, int]]:
    place = tmp_path_factory.mktemp("every")
    folder = place / "dumps"
    folder.mkdir()
    rows = write_dumps(folder)
    audit(Request([str(folder)], place / "out", model=made_path))
    return place, {str(folder / name): count for name, count in rows.items()}


def test_every_row_of_every_dump_is_in_the_results(audited: tuple[Path, dict[str, int]]) -> None:
    place, rows = audited
    results = pq.read_table(place / "out" / "results.parquet")
    assert Counter(results["source"].to_pylist()) == rows
    numbers = zip(results["source"].to_pylist(), results["row"].to_pylist(), strict=True)
    assert sorted(numbers) == sorted((source, row) for source, count in rows.items() for row in range(count))


def test_every_format_is_among_them(audited: tuple[Path, dict[str, int]]) -> None:
    inputs = json.loads((audited[0] / "out" / "manifest.json").read_text("utf-8"))["inputs"]
    assert {given["format"] for given in inputs} == set(FORMATS)


def test_no_row_has_both_scores_and_an_error(audited: tuple[Path, dict[str, int]]) -> None:
    for row in pq.read_table(audited[0] / "out" / "results.parquet").to_pylist():
        assert (row["insult"] is None) == (row["error"] is not None), row

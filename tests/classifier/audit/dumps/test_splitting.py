"""A file read in parts gives what it gives when read whole: every row once, with its row number and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from dump_rows import joined
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.audit.dumps.rows import Fields
from classifier.audit.dumps.sources import find

BOM = b"\xef\xbb\xbf"
LINE = st.sampled_from(
    [b"", b"\r", b'{"text": "a"}', '{"text": "é", "id": 7}'.encode(), b"{", b"x" * 30, b"caf\xe9", BOM]
)
IN_A_FOLDER = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def split(path: Path, kind: str, part_bytes: int, **asked: Any) -> list[dict[str, Any]]:
    return joined(find([str(path)], Fields(text="text"), kind=kind, part_bytes=part_bytes, **asked).parts)


@IN_A_FOLDER
@given(st.data(), st.lists(LINE, max_size=30), st.integers(1, 100))
@pytest.mark.parametrize("kind", ["jsonl", "text"])
def test_lines(tmp_path: Path, kind: str, data: st.DataObject, lines: list[bytes], part_bytes: int) -> None:
    marked, ends = data.draw(st.booleans()), data.draw(st.booleans())
    path = tmp_path / "dump"
    path.write_bytes(BOM * marked + b"\n".join(lines) + b"\n" * ends)
    assert split(path, kind, part_bytes) == split(path, kind, 10**9)


def test_a_long_file_is_split_and_every_row_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    rows = [{"id": number, "text": "x" * (number * 7919 % 300)} for number in range(20_000)]
    path.write_text("".join(json.dumps(row) + "\n" * (1 + row["id"] % 2) for row in rows))  # type: ignore[operator]
    parts = find([str(path)], part_bytes=100_000).parts
    assert len(parts) == -(-path.stat().st_size // 100_000)
    found = joined(parts)
    assert [(row["row"], row["id"], row["text"]) for row in found] == [
        (row["id"], str(row["id"]), row["text"]) for row in rows
    ]
    assert [row["line"] for row in found[:4]] == [1, 2, 4, 5]
    assert found[-1]["line"] == 1 + 19_999 + 19_999 // 2


def test_a_line_longer_than_several_parts_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(b"a\n" + b"x" * 1000 + b"\nb\n")
    parts = find([str(path)], part_bytes=100).parts
    assert len(parts) == 11
    assert [len(row["text"]) for row in joined(parts)] == [1, 1000, 1]


@pytest.mark.parametrize("part_bytes", [1, 3000, 10**9])
@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_groups(tmp_path: Path, kind: str, part_bytes: int) -> None:
    path = tmp_path / "dump"
    table = pa.table({"id": range(1000), "text": [f"text {number}" for number in range(1000)]})
    if kind == "parquet":
        pq.write_table(table, path, row_group_size=70)
    else:
        pyarrow.feather.write_feather(table, path, chunksize=70)
    found = find([str(path)], part_bytes=part_bytes).parts
    assert (len(found) > 1) == (part_bytes < 10**9)
    assert found[0].unit == "groups"
    assert [(row["row"], row["id"]) for row in joined(found)] == [
        (number, str(number)) for number in range(1000)
    ]


def test_what_is_compressed_or_in_another_encoding_is_not_split(tmp_path: Path) -> None:
    for encoding in ("utf-16", "cp1252"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(("héllo\n" * 100).encode(encoding))
        (part,) = find([str(path)], encoding=encoding, part_bytes=10).parts
        assert {row["text"] for row in joined([part])} == {"héllo"}

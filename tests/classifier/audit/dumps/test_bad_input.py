"""Whatever is wrong with a dump: rows in are rows out, and what can't be read says why and where."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from dump_rows import of_file

from classifier.audit.dumps.reading import read_part
from classifier.audit.dumps.sources import find


def written(path: Path, *lines: bytes | object) -> Path:
    encoded = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join([*encoded, b""]))
    return path


def told(rows: list[dict[str, Any]]) -> list[tuple[str | None, str | None]]:
    return [(row["text"], row["error"]) for row in rows]


GOOD = {"text": "good"}


def test_broken_lines_of_json(tmp_path: Path) -> None:
    rows = of_file(
        written(
            tmp_path / "c.jsonl",
            GOOD,
            b'{"text": "cut sh',
            b"[1]",
            {"text": None, "id": "i"},
            {"text": 7},
            {"body": "other"},
            b'{"text": NaN}',
            b'{"text": "caf\xe9"}',
            b'{"text": "a\0b"}',
            b'{"text": "a\\u0000b"}',
            b'{"text": "\\ud800", "id": 3}',
            b'{"text": "first", "text": "last"}',
            b'{"text": "deep", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            b"[" * 100_000,
            GOOD,
        )
    )
    assert [row["line"] for row in rows] == list(range(1, 16))
    assert [row["id"] for row in rows if row["id"]] == ["i", "3"]
    errors = [row["error"] for row in rows]
    assert errors[1].startswith("not valid JSON (Unterminated string")
    assert errors[2] == "not a JSON object"
    assert errors[3] == "field 'text' is empty, not text"
    assert errors[4] == "field 'text' is int, not text"
    assert errors[5] == "no field 'text'; name the right one by --text"
    assert errors[6] == "field 'text' is NaN, not text"
    assert errors[7] == "not valid UTF-8; convert the file"
    assert errors[8].startswith("not valid JSON (Invalid control character")
    assert rows[9]["text"] == "a\0b"
    assert errors[10] == "field 'text' is not valid Unicode"
    assert rows[11]["text"] == "last"
    assert errors[12].startswith("not valid JSON (maximum recursion")
    assert errors[13].startswith("not valid JSON (maximum recursion")
    assert rows[0]["text"] == rows[14]["text"] == "good"


@pytest.mark.parametrize("kind", ["jsonl", "csv", "text", "json"])
def test_a_line_of_100_megabytes_costs_itself_and_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "dump"
    huge = b"x" * 100_000_000
    path.write_bytes(
        {
            "jsonl": b'{"text": "a"}\n{"text": "' + huge + b'"}\n{"text": "b"}\n',
            "csv": b"id,text\n1,a\n2," + huge + b"\n3,b\n",
            "text": b"a\n" + huge + b"\nb\n",
            "json": b'[{"text": "a"},\n{"text": "' + huge + b'"},\n{"text": "b"}]\n',
        }[kind]
    )
    del huge
    tracemalloc.start()
    try:
        first, long, last = of_file(path, kind=kind)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (first["text"], last["text"]) == ("a", "b")
    assert ("larger" if kind == "csv" else "longer") in long["error"]
    assert peak < (150_000_000 if kind == "json" else 20_000_000)


def test_plain_text_is_taken_as_it_is(tmp_path: Path) -> None:
    rows = of_file(
        written(
            tmp_path / "c.txt",
            b"\xef\xbb\xbfmarked",
            b"a\0b",
            b"",
            b"caf\xe9",
            b"NaN",
            b"null",
            b"\xed\xa0\x80",
        )
    )
    assert told(rows) == [
        ("marked", None),
        ("a\0b", None),
        ("", None),
        (None, "not valid UTF-8; convert the file"),
        ("NaN", None),
        ("null", None),
        (None, "not valid UTF-8; convert the file"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("c.jsonl", '{"text": "é"}\n{"text": "👍"}\n'),
        ("c.txt", "é\n👍\n"),
        ("c.json", '[{"text":"é"},{"text":"👍"}]'),
    ],
)
def test_byte_order_marks(tmp_path: Path, encoding: str, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(content.encode(encoding))
    assert told(of_file(tmp_path / name)) == [("é", None), ("👍", None)]


def test_half_a_character_at_the_end_of_utf16_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_bytes("\ufeffa\nb👍".encode("utf-16-le")[:-2])
    assert told(of_file(tmp_path / "c.txt")) == [("a", None), (None, "not valid UTF-8; convert the file")]


def test_a_list_in_json_of_which_one_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_bytes(
        b'[\n {"text": "a"},\n {"text": },\n 7,\n {"text": null},\n {"text": "b", "text": "c"}\n]\n'
    )
    rows = of_file(path)
    assert [row["text"] for row in rows] == ["a", None, None, None, "c"]
    assert [row["line"] for row in rows] == [2, 3, 4, 5, 6]
    assert rows[3]["error"] == "field 'text' is empty, not text"


@pytest.mark.parametrize(
    "content",
    [
        '{"text": "a"}\n{"text": "b"}\n',
        '[{"text": "a"}, {"text": "b"}]',
        '{"n": 2,\n"comments": [{"text": "a"}, {"text": "b"}], "more": []}',
        '{\n  "text": "a"\n}\n{\n  "text": "b"\n}\n',
        '{"data": [{"text": "a"}]}\n{"data": [{"text": "b"}]}\n',
    ],
)
def test_json_comes_in_many_shapes(tmp_path: Path, content: str) -> None:
    (tmp_path / "c.json").write_text(content)
    assert told(of_file(tmp_path / "c.json")) == [("a", None), ("b", None)]


def of_table(path: Path, columns: dict[str, Any]) -> list[dict[str, Any]]:
    table = pa.table(columns)
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    elif path.suffix == ".arrows":
        with pa.ipc.new_stream(path, table.schema) as sink:
            sink.write_table(table)
    else:
        pyarrow.feather.write_feather(table, path)
    return of_file(path)


@pytest.fixture(params=["c.parquet", "c.feather", "c.arrows"])
def table_path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_columns_of_texts_of_any_kind(table_path: Path, kind: pa.DataType) -> None:
    names = pa.array(["x", None, "", "é 👍"]).cast(kind)
    rows = of_table(table_path, {"text": names, "author": names, "id": names})
    empty = "field 'text' is empty, not text"
    assert told(rows) == [("x", None), (None, empty), ("", None), ("é 👍", None)]
    assert [(row["id"], row["author"]) for row in rows] == [
        ("x", "x"),
        (None, None),
        (None, None),
        ("é 👍", "é 👍"),
    ]


def test_a_column_of_string_views(tmp_path: Path) -> None:
    rows = of_table(tmp_path / "c.arrows", {"text": pa.array(["a", None, "c" * 50]).cast(pa.string_view())})
    assert [row["text"] for row in rows] == ["a", None, "c" * 50]


@pytest.mark.parametrize(
    ("column", "error"),
    [
        (pa.array([1, None]), "field 'text' is int64, not text"),
        (pa.array([float("nan"), None]), "field 'text' is double, not text"),
        (pa.array([[b"a"], None]), "field 'text' is list<"),
        (pa.nulls(2), "field 'text' is empty, not text"),
    ],
    ids=["number", "NaN", "list", "null"],
)
def test_a_column_that_is_no_text(table_path: Path, column: pa.Array, error: str) -> None:
    first, second = of_table(table_path, {"text": column, "id": [1, 2]})
    assert first["error"].startswith(error)
    assert second["error"] == "field 'text' is empty, not text"
    assert (first["id"], first["id_is_number"]) == ("1", True)


def test_bytes_that_are_no_text_spoil_their_own_value(table_path: Path) -> None:
    spoilt = pa.StringArray.from_buffers(3, *pa.array([b"a", b"caf\xe9", b"c"]).buffers()[1:])
    rows = of_table(table_path, {"text": spoilt, "author": spoilt})
    assert told(rows) == [("a", None), (None, "not valid UTF-8; convert the file"), ("c", None)]
    assert [row["author"] for row in rows] == ["a", "caf\\xe9", "c"]
    (batch,) = read_part(find([str(table_path)]).parts[0])
    assert batch["text"].buffers()[2].to_pybytes() == b"ac"  # whoever scores the bytes finds no others


def test_columns_within_columns(table_path: Path) -> None:
    rows = of_table(table_path, {"content": ["a"], "author": [{"name": "ann"}], "created_at": [1714555800]})
    assert (rows[0]["author"], str(rows[0]["time"])) == ("ann", "2024-05-01 09:30:00+00:00")


def test_a_text_that_is_too_long_in_a_table(table_path: Path) -> None:
    rows = of_table(table_path, {"text": ["a", "x" * 2_000_000, "c"]})
    assert [row["error"] for row in rows] == [None, "text longer than 1,048,576 bytes; split it", None]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_table_that_is_cut_short_is_told(table_path: Path, share: float) -> None:
    rows = of_table(table_path, {"text": [f"text {number * 7919 % 1000}" for number in range(50_000)]})
    table_path.write_bytes(table_path.read_bytes()[: int(len(rows) and table_path.stat().st_size * share)])
    *before, last = of_file(table_path)
    assert all(row["error"] is None for row in before)
    assert "not readable as" in last["error"] or "damaged" in last["error"]


def test_a_damaged_row_group_costs_its_own_rows(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    table = pa.table({"text": [f"text {number * 7919 % 1000}" for number in range(3000)]})
    pq.write_table(table, path, row_group_size=1000)
    metadata = pq.read_metadata(path)
    content = bytearray(path.read_bytes())
    begin = metadata.row_group(1).column(0).dictionary_page_offset
    content[begin : begin + 500] = b"\xff" * 500
    path.write_bytes(content)
    rows = of_file(path)
    assert [row["text"] for row in rows if row["text"]] == table["text"].to_pylist()[:1000] + table[
        "text"
    ].to_pylist()[2000:]
    (error,) = [row["error"] for row in rows if row["error"]]
    assert error.startswith("row group 1 is damaged (")
    assert "1,000 rows could not be read" in error


def test_a_reading_counts_what_it_has_read(tmp_path: Path) -> None:
    path = written(tmp_path / "c.jsonl", GOOD, b"", GOOD, b"")
    (part,) = find([str(path)]).parts
    reading = read_part(part)
    assert (reading.rows, reading.lines, reading.bytes, reading.format) == (0, 0, 0, "jsonl")
    assert sum(batch.num_rows for batch in reading) == 2
    assert (reading.rows, reading.lines, reading.bytes) == (2, 4, path.stat().st_size)

"""From names to parts: what is found, passed over and refused, and which field is which."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader, BytesIO, FileIO, TextIOWrapper
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dump_rows import checked, joined, of_file

from classifier.audit.dumps.reading import read_part
from classifier.audit.dumps.rows import Fields
from classifier.audit.dumps.sources import find
from classifier.audit.dumps.usual import USUAL, choose
from classifier.errors import BadInput, EnvironmentFailed

ROWS = '{"text": "a"}\n{"text": "b"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With dumps, and what isn't."""
    files = {
        "b.jsonl": ROWS,
        "a/c.csv": "id,text\n1,a\n",
        "a/d.txt": "hello\n",
        "a/picture.png": "\x89PNG",
        "a/.hidden.jsonl": ROWS,
        ".git/e.jsonl": ROWS,
        "settings.json": '{"port": 80}',
        "out/results.jsonl": ROWS,
    }
    for name, content in files.items():
        path = tmp_path / "dumps" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "dumps"


def names(folder: Path, *given: str, leave_out: Path | None = None) -> list[str]:
    return [part.path.removeprefix(f"{folder}/") for part in find(given, leave_out=leave_out).parts]


def test_a_folder_stands_for_the_dumps_in_it_in_order(folder: Path) -> None:
    assert names(folder, str(folder)) == ["a/c.csv", "a/d.txt", "b.jsonl", "out/results.jsonl"]
    assert [path.removeprefix(f"{folder}/") for path in find([str(folder)]).passed_over] == [
        "a/picture.png",
        "settings.json",
    ]


def test_what_the_audit_writes_is_no_dump(folder: Path) -> None:
    assert names(folder, str(folder), leave_out=folder / "out") == ["a/c.csv", "a/d.txt", "b.jsonl"]
    with pytest.raises(BadInput, match="no dump among the files there"):
        find([str(folder / "out")], leave_out=folder / "out")


def test_names_keep_their_order_and_no_file_comes_twice(folder: Path) -> None:
    given = (f"{folder}/b.jsonl", str(folder), f"{folder}/a/../b.jsonl")
    assert names(folder, *given) == ["b.jsonl", "a/c.csv", "a/d.txt", "out/results.jsonl"]


def test_patterns(folder: Path) -> None:
    assert names(folder, f"{folder}/*.jsonl") == ["b.jsonl"]
    assert names(folder, f"{folder}/**/*.jsonl") == ["b.jsonl", "out/results.jsonl"]
    assert names(folder, f"{folder}/[ab]*") == ["a/c.csv", "a/d.txt", "b.jsonl"]
    with pytest.raises(BadInput, match=r"no file matches; check the pattern"):
        find([f"{folder}/*.xml"])


def test_a_file_with_a_pattern_in_its_name_is_that_file(folder: Path) -> None:
    odd = folder / "chat [1].txt"
    odd.write_text("a\n")
    assert names(folder, str(odd)) == ["chat [1].txt"]


def test_a_named_file_of_no_known_format_is_text(folder: Path) -> None:
    odd = folder / "log"
    odd.write_text("a\nb\n")
    assert len(of_file(odd)) == 2


def test_content_decides_not_the_ending(folder: Path) -> None:
    wrong = folder / "wrong.csv"
    wrong.write_text(ROWS)
    assert [row["text"] for row in of_file(wrong)] == ["a", "b"]
    pq.write_table(pa.table({"text": ["a"]}), folder / "wrong.txt")
    assert [row["text"] for row in of_file(folder / "wrong.txt")] == ["a"]
    assert len(of_file(wrong, kind="text")) == 2


@pytest.mark.parametrize("name", ["e.jsonl", "e.csv", "e.txt", "e", "e.parquet", "e.json"])
def test_an_empty_file_has_no_rows_but_is_a_source(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert find([str(path)]).parts[0].source == str(path)
    assert [row for row in of_file(path) if "not readable as" not in row["error"]] == []


def test_what_is_not_there_or_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"missing\.jsonl: no such file; check the name"):
        find([str(tmp_path / "missing.jsonl")])
    with pytest.raises(BadInput, match="is a folder without files"):
        find([str(tmp_path)])
    with pytest.raises(BadInput, match="no format 'xml'"):
        find([str(tmp_path)], kind="xml")
    with pytest.raises(BadInput, match="no encoding 'utf-9'"):
        find([str(tmp_path)], encoding="utf-9")
    with pytest.raises(BadInput, match="no encoding 'zip'"):
        find([str(tmp_path)], encoding="zip")


def test_an_input_that_vanishes_is_one_line(folder: Path) -> None:
    (part,) = find([f"{folder}/b.jsonl"]).parts
    Path(part.path).unlink()
    with pytest.raises(EnvironmentFailed, match=r"b\.jsonl: is not there any more; put it back"):
        next(read_part(part))


def test_an_input_that_cannot_be_read_is_the_environments_failure(folder: Path) -> None:
    with (
        patch("pathlib.Path.open", side_effect=PermissionError(13, "Permission denied")),
        pytest.raises(EnvironmentFailed, match=r"b\.jsonl: cannot be read: Permission denied; check its"),
    ):
        find([f"{folder}/b.jsonl"])


def test_parts_can_be_sent_to_other_processes(folder: Path) -> None:
    parts = find([str(folder)]).parts
    assert pickle.loads(pickle.dumps(parts)) == parts  # noqa: S301  # our own


def standard_input(content: bytes) -> TextIOWrapper:
    return TextIOWrapper(BufferedReader(BytesIO(content)))  # type: ignore[arg-type,type-var]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "text", "parquet"])
def test_standard_input_is_looked_at_when_it_is_read(kind: str) -> None:
    table = BytesIO()
    pq.write_table(pa.table({"body": ["a", "b"]}), table)
    content = {"jsonl": b'{"body": "a"}\n{"body": "b"}\n', "csv": b"body,x\na,\nb,\n", "text": b"a\nb\n"}
    with patch.object(sys, "stdin", standard_input(content.get(kind, table.getvalue()))):
        (part,) = find(["-"], kind="csv" if kind == "csv" else None).parts
        reading = read_part(part)
        assert [row["text"] for row in checked(reading)] == ["a", "b"]
        assert reading.format == kind


@pytest.mark.parametrize("kind", [None, "jsonl", "csv", "text"])
def test_nothing_on_standard_input_is_no_rows(kind: str | None) -> None:
    with patch.object(sys, "stdin", standard_input(b"")):
        assert list(read_part(find(["-"], kind=kind).parts[0])) == []


def test_a_long_first_line_on_standard_input_is_looked_at_as_a_whole() -> None:
    """A pipe gives a piece at a time, here one that ends within the first line."""
    reading, writing = os.pipe()
    with open(writing, "wb", buffering=0) as pipe, TextIOWrapper(open(reading, "rb")) as stdin:  # noqa: PTH123
        pipe.write(b'{"body": "' + b"x" * 100)
        Thread(target=lambda: (pipe.write(b'y"}\n'), pipe.close())).start()
        with patch.object(sys, "stdin", stdin):
            (row,) = checked(read_part(find(["-"]).parts[0]))
    assert row["text"] == "x" * 100 + "y"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_dump_is_read_from_a_web_server(folder: Path) -> None:
    with served(folder) as address:
        parts = find([f"{address}/b.jsonl"]).parts
        assert [row["text"] for row in joined(parts)] == ["a", "b"]
        with pytest.raises(BadInput, match=r"missing\.jsonl: no such file"):
            find([f"{address}/missing.jsonl"])
    with pytest.raises(EnvironmentFailed, match=r"cannot be read: .*; check the network and your access"):
        find([f"{address}/b.jsonl"])


def test_a_long_dump_comes_from_a_web_server_that_gives_no_pieces(folder: Path) -> None:
    long = folder / "long.jsonl"
    long.write_text('{"text": "%s"}\n' % ("x" * 1000) * 12_000)
    pq.write_table(pa.table({"text": ["x"] * 10}), folder / "c.parquet")
    with served(folder) as address:
        (part,) = find([f"{address}/long.jsonl"]).parts
        reading = read_part(part)
        assert sum(batch.num_rows for batch in reading) == 12_000
        assert reading.bytes == long.stat().st_size
        assert len(joined(find([f"{address}/c.parquet"]).parts)) == 10


def test_folders_and_patterns_of_a_remote_store_are_looked_through() -> None:
    system = fsspec.filesystem("memory")
    try:
        for name in ("b.jsonl", "a.jsonl", "c.png"):
            system.pipe(f"/bucket/{name}", ROWS.encode())
        system.pipe("/bucket/c.png", b"\x89PNG")
        everything, passed_over = find(["memory://bucket"], part_bytes=10)
        assert [part.path for part in everything] == ["memory:///bucket/a.jsonl"] * 3 + [
            "memory:///bucket/b.jsonl"
        ] * 3
        assert passed_over == ["memory:///bucket/c.png"]
        assert [row["text"] for row in joined(everything[:3])] == ["a", "b"]
        assert [part.path for part in find(["memory://bucket/a*"]).parts] == ["memory:///bucket/a.jsonl"]
    finally:
        system.rm("/bucket", recursive=True)


def test_a_missing_package_is_named() -> None:
    with (
        patch.dict(sys.modules, {"fsspec": None}),
        pytest.raises(
            BadInput, match=r"s3://bucket/a: reading it needs fsspec; pip install 'tactful\[remote\]'"
        ),
    ):
        find(["s3://bucket/a"])
    with (
        patch.dict(sys.modules, {"s3fs": None}),
        pytest.raises(BadInput, match="reading s3:// needs another package; pip install s3fs"),
    ):
        find(["s3://bucket/a"])
    with pytest.raises(BadInput, match="nonsense://a: not a place that can be read"):
        find(["nonsense://a"])


@pytest.mark.parametrize(
    ("there", "text", "author", "topic"),
    [
        (["text", "body"], "text", None, None),
        (["Message Body", "CommentText", "User-Name"], "CommentText", "User-Name", None),
        (["content", "author.name", "title", "topic"], "content", "author.name", ("topic", "title")),
        (["x", "y"], None, None, None),
    ],
)
def test_fields_are_found_by_their_usual_names(
    there: list[str], text: str | None, author: str | None, topic: tuple[str, ...] | None
) -> None:
    found = choose(there, Fields())
    assert (found.text, found.author, found.topic) == (text, author, topic)


def test_usual_names_are_unlike_within_a_role() -> None:
    for usual in USUAL.values():
        plain = [name.replace("_", "") for name in usual]
        assert len(set(plain)) == len(plain)


def test_a_field_that_is_named_is_taken_and_the_rest_are_found(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("id,words,text,user,when\n7,hello,no,ann,2024-05-01\n")
    (row,) = of_file(path, fields=Fields(text="words", time="when"))
    assert (row["id"], row["text"], row["author"], str(row["time"])) == (
        "7",
        "hello",
        "ann",
        "2024-05-01 00:00:00+00:00",
    )


def test_no_usual_field_for_the_comment_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("id,words\n1,a\n")
    with pytest.raises(
        BadInput, match=r"c\.csv: no field has a usual name for the comment; name it by --text"
    ):
        find([str(path)])
    with (
        patch.object(sys, "stdin", standard_input(b'{"words": "a"}\n')),
        pytest.raises(BadInput, match="-: no field has a usual name"),
    ):
        next(read_part(find(["-"]).parts[0]))


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "arrow"])
def test_a_disk_that_fails_is_the_environments_failure(tmp_path: Path, kind: str) -> None:
    """What was read by then is given all the same."""
    path = tmp_path / "dump"
    texts = [f"text {number * 7919}" for number in range(300_000)]
    table = pa.table({"text": texts, "x": [""] * len(texts)})
    if kind == "parquet":
        pq.write_table(table, path, row_group_size=20_000, use_dictionary=False)
    elif kind == "arrow":
        with pa.ipc.new_stream(path, table.schema) as sink:
            sink.write_table(table, max_chunksize=20_000)
    elif kind == "csv":
        path.write_text("text,x\n" + "".join(f"{text},\n" for text in texts))
    else:
        path.write_text("".join(f'{{"text": "{text}"}}\n' for text in texts))
    (part,) = find([str(path)], kind=kind).parts
    half = path.stat().st_size // 2

    class Failing(FileIO):
        def readinto(self, into: Any) -> int:
            if half < self.tell() < half * 3 // 2:
                raise OSError(5, "Input/output error")
            return super().readinto(into) or 0

    given_out: list[int] = []
    with (
        patch("pathlib.Path.open", lambda name, _: BufferedReader(Failing(str(name)))),
        pytest.raises(EnvironmentFailed, match="cannot be read: Input/output error; check its permissions"),
    ):
        given_out.extend(batch.num_rows for batch in read_part(part))
    assert given_out or kind == "parquet"

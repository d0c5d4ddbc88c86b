"""`tactful score`: a line of JSON for every row, in order, whatever the rows are."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from running import Ended, complaint, run

from classifier.labels import NAMES

GOOD = {"id": "a", "text": "You idiot"}


@pytest.fixture
def comments_file(tmp_path: Path) -> Path:
    return lines(tmp_path / "comments.jsonl", GOOD, {"id": "b", "text": "Good morning"})


def lines(path: Path, *rows: object) -> Path:
    """Each row as a line: bytes as they are, anything else as JSON."""
    path.write_bytes(
        b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)
    )
    return path


def in_zip(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("comments", content)
    return file.getvalue()


def flags(ended: Ended) -> list[Any]:
    """What became of each row: its flags, or None for an error row."""
    return [row.get("flagged") for row in ended.rows]


def test_a_row_has_the_shape_that_is_promised(made_path: Path, comments_file: Path) -> None:
    ended = run("score", comments_file, "--model", made_path)
    assert ended.status == 0
    assert ended.err == ""
    first, second = ended.rows
    assert list(first) == ["id", "scores", "flagged"]
    assert first["id"] == "a"
    assert tuple(first["scores"]) == NAMES
    assert all(0 <= first["scores"][name] <= 1 for name in NAMES[:-1])
    assert first["scores"]["off_topic"] is None
    assert first["flagged"] == ["incivility", "insult"]
    assert (second["id"], second["flagged"]) == ("b", [])


def test_explain_adds_reasons_as_check_gives_them(made_path: Path, comments_file: Path) -> None:
    first, second = run("score", comments_file, "--explain", "--model", made_path).rows
    assert list(first) == ["id", "scores", "flagged", "reasons"]
    checked = json.loads(run("check", GOOD["text"], "--json", "--model", made_path).out)
    assert first["reasons"] == checked["reasons"]
    assert [reason["label"] for reason in first["reasons"]] == first["flagged"]
    assert second["reasons"] == []


def test_every_malformed_line_is_an_error_row_and_every_other_is_scored(
    made_path: Path, tmp_path: Path
) -> None:
    path = lines(
        tmp_path / "mixed.jsonl",
        GOOD,
        b'{"id": "broken", "text": "cut sh',
        b'{"id": "bytes", "text": "caf\xe9"}',
        {"id": "missing", "body": "hello"},
        b'{"id": "nan", "text": NaN}',
        {"id": "null", "text": None},
        {"id": "number", "text": 7},
        {"id": "list", "text": ["hello"]},
        ["not", "an", "object"],
        b"null",
        b'{"id": "surrogate", "text": "\\ud800"}',
        b"[" * 5000,
        b'{"id": "huge", "text": "' + b"x" * 10_000_000 + b'"}',
        {"id": "last", "text": "You idiot"},
    )
    ended = run("score", path, "--model", made_path)
    assert ended.status == 0
    assert len(ended.rows) == 14
    told = {row["id"]: row["error"] for row in ended.rows if "error" in row}
    assert [row["id"] for row in ended.rows if "scores" in row] == ["a", "last"]
    assert "not valid JSON" in told[1]
    assert "not valid UTF-8" in told[2]
    assert told["missing"] == "no field 'text'; name the right one by --text"
    assert told["nan"] == "field 'text' is NaN, not text"
    assert told["null"] == "field 'text' is empty, not text"
    assert told["number"] == "field 'text' is int, not text"
    assert told["list"] == "field 'text' is list, not text"
    assert told[8] == told[9] == "not a JSON object"
    assert told["surrogate"] == "field 'text' is not valid Unicode"
    assert "not valid JSON" in told[11]
    assert told[12] == "line longer than 1,048,576 bytes; split it"
    assert "12 of 14 rows could not be read" in ended.err
    assert ended.err.count("\n") == 1


def test_rows_keep_their_order_over_many_batches(made_path: Path, tmp_path: Path) -> None:
    rows = [{"id": f"r{number}", "text": "You idiot" if number % 7 == 0 else "Hi"} for number in range(1300)]
    ended = run("score", lines(tmp_path / "many.jsonl", *rows), "--model", made_path)
    assert [row["id"] for row in ended.rows] == [row["id"] for row in rows]
    assert [bool(found) for found in flags(ended)] == [number % 7 == 0 for number in range(1300)]


def test_an_id_is_kept_as_it_is_and_else_the_row_number(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "ids.jsonl",
        {"id": 7, "text": "a"},
        {"text": "b"},
        {"id": None, "text": "c"},
        {"id": "", "text": "d"},
        b'{"id": "\\udc80", "text": "e"}',
        {"id": "é 👍", "text": "f"},
    )
    assert [row["id"] for row in run("score", path).rows] == [7, 1, 2, 3, "\udc80", "é 👍"]


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    path = lines(tmp_path / "blank.jsonl", {"text": "a"}, b"", b"  ", {"text": "b"})
    assert [row["id"] for row in run("score", path).rows] == [0, 1]


def test_topics_come_from_the_row_or_the_command_line(made_path: Path, tmp_path: Path) -> None:
    rows = [
        {"text": "my cat is ill", "topic": "Cat health"},
        {"text": "my cat is ill", "context": "Export controls"},
        {"text": "my cat is ill", "about": "Export controls"},
        {"text": "my cat is ill", "topic": ""},
    ]
    path = lines(tmp_path / "topics.jsonl", *rows)

    def off_topic(*options: str) -> list[bool | None]:
        found = (
            row["scores"]["off_topic"] for row in run("score", path, "--model", made_path, *options).rows
        )
        return [None if score is None else score > 0.5 for score in found]

    assert off_topic() == [False, True, None, None]
    assert off_topic("--topic-text", "Cat health") == [False, True, False, False]
    assert off_topic("--topic", "about") == [None, None, True, None]


def test_another_text_field_is_read_when_named(tmp_path: Path) -> None:
    path = lines(tmp_path / "body.jsonl", {"body": "hello"}, {"text": "hello"})
    first, second = run("score", path, "--text", "body").rows
    assert "scores" in first
    assert second["error"] == "no field 'body'; name the right one by --text"


CSV_ROWS = [["a", "You idiot"], ["b", 'He said "hi", then left'], ["c", "two\nlines"], ["d", ""]]


def csv_text(delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([["id", "text"], *CSV_ROWS])
    return text.getvalue().encode()


@pytest.mark.parametrize(
    "content",
    [
        csv_text(),
        csv_text(";"),
        csv_text("\t"),
        csv_text(quoting=csv.QUOTE_ALL),
        b"\xef\xbb\xbf" + csv_text(),
    ],
    ids=["commas", "semicolons", "tabs", "all quoted", "byte order mark"],
)
def test_csv_is_read_in_its_dialects(made_path: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "comments.csv").write_bytes(content)
    ended = run("score", tmp_path / "comments.csv", "--model", made_path)
    assert [row["id"] for row in ended.rows] == ["a", "b", "c", "d"]
    assert flags(ended) == [["incivility", "insult"], [], [], []]


def test_a_malformed_csv_row_is_an_error_row_and_others_are_scored(made_path: Path, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "mixed.csv",
        b"id,text,topic",
        b"a,You idiot,",
        b"short",
        b"long,one,two,three",
        b"trailing,hello,,,",
        b"caf\xe9,hello,",
        b"bytes,caf\xe9,",
        b"nul,a\x00b,",
        b"huge," + b"x" * 10_000_000 + b",",
        b"",
        b"last,You idiot,",
    )
    ended = run("score", path, "--model", made_path)
    told = {row["id"]: row.get("error") for row in ended.rows}
    assert told == {
        "a": None,
        "short": "no field 'text'; name the right one by --text",
        "long": "4 fields for 3 headings; put the text in quotes",
        "trailing": None,
        "caf\udce9": None,
        "bytes": "not valid UTF-8; convert the file",
        "nul": None,
        7: "not a valid row (field larger than field limit (1048576))",
        "last": None,
    }
    assert ended.rows[-1]["flagged"] == ["incivility", "insult"]


def parquet(path: Path, columns: dict[str, Any]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_is_read_with_null_texts_as_error_rows(made_path: Path, tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "c.parquet", {"id": [5, 6, 7], "text": ["You idiot", None, "Hi"], "likes": [1, 2, 3]}
    )
    ended = run("score", path, "--model", made_path)
    assert [row["id"] for row in ended.rows] == [5, 6, 7]
    assert flags(ended) == [["incivility", "insult"], None, []]
    assert ended.rows[1]["error"] == "field 'text' is empty, not text"


def test_parquet_without_the_column_has_an_error_for_every_row(tmp_path: Path) -> None:
    rows = run("score", parquet(tmp_path / "c.parquet", {"body": ["a", "b"]})).rows
    assert [row["error"] for row in rows] == ["no field 'text'; name the right one by --text"] * 2


def test_parquet_with_bytes_that_are_no_text_spoils_only_its_row(made_path: Path, tmp_path: Path) -> None:
    texts = pa.array([b"You idiot", b"caf\xe9", b"Hi"]).cast(pa.binary())
    spoilt = pa.StringArray.from_buffers(3, *texts.buffers()[1:])
    ended = run("score", parquet(tmp_path / "c.parquet", {"text": spoilt}), "--model", made_path)
    assert flags(ended) == [["incivility", "insult"], None, []]
    assert "not valid UTF-8" in ended.rows[1]["error"]


def test_parquet_comes_through_a_pipe_and_compressed(tmp_path: Path) -> None:
    path = parquet(tmp_path / "c.parquet", {"text": ["a", "b"]})
    assert len(run("score", stdin=path.read_bytes()).rows) == 2
    (tmp_path / "c.parquet.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert len(run("score", tmp_path / "c.parquet.gz").rows) == 2
    (tmp_path / "c.parquet.zst").write_bytes(pa.compress(path.read_bytes(), "zstd", asbytes=True))
    assert len(run("score", tmp_path / "c.parquet.zst").rows) == 2


def test_damaged_parquet_is_one_line(tmp_path: Path) -> None:
    path = parquet(tmp_path / "c.parquet", {"text": ["a" * 50, "b"]})
    path.write_bytes(path.read_bytes()[:-9])
    assert complaint(run("score", path)).startswith(f"{path}: not readable as Parquet (")


def test_plain_text_is_a_comment_a_line_and_line_numbers_stay_true(made_path: Path, tmp_path: Path) -> None:
    path = lines(tmp_path / "c.txt", b"You idiot", b"", b"caf\xe9", b"Hi\r")
    ended = run("score", path, "--model", made_path)
    assert [row["id"] for row in ended.rows] == [0, 1, 2, 3]
    assert flags(ended) == [["incivility", "insult"], [], None, []]


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_compressed_input_is_found_by_its_content(made_path: Path, comments_file: Path, ending: str) -> None:
    plain = comments_file.read_bytes()
    packed = gzip.compress(plain) if ending == "gz" else pa.compress(plain, "zstd", asbytes=True)
    expected = run("score", comments_file, "--model", made_path).out
    for name in (f"c.jsonl.{ending}", "c"):
        (comments_file.parent / name).write_bytes(packed)
        assert run("score", comments_file.parent / name, "--model", made_path).out == expected
    assert run("score", "--model", made_path, stdin=packed).out == expected


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_of_a_truncated_archive_every_whole_row_is_scored_and_the_damage_told(
    tmp_path: Path, ending: str
) -> None:
    rows = b"".join(b'{"id": %d, "text": "hello %d"}\n' % (n, n * n * 7919 % 100_003) for n in range(20_000))
    packed = gzip.compress(rows) if ending == "gz" else pa.compress(rows, "zstd", asbytes=True)
    path = tmp_path / f"c.jsonl.{ending}"
    path.write_bytes(packed[: len(packed) // 40])
    ended = run("score", path)
    assert "damaged or cut short" in complaint(ended)
    assert [row["id"] for row in ended.rows] == list(range(len(ended.rows)))
    if ending == "gz":  # zstd gives out whole blocks, of which there is none here
        assert len(ended.rows) > 0


def test_a_damaged_archive_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl.gz").write_bytes(b"\x1f\x8b\x08" + bytes(50))
    assert "damaged or cut short" in complaint(run("score", tmp_path / "c.jsonl.gz"))
    (tmp_path / "c.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd" + bytes(range(50)))
    assert "damaged or cut short" in complaint(run("score", tmp_path / "c.jsonl.zst"))


def test_standard_input_is_read_by_default_and_for_a_dash(made_path: Path, comments_file: Path) -> None:
    given = comments_file.read_bytes()
    expected = run("score", comments_file, "--model", made_path).out
    assert run("score", "--model", made_path, stdin=given).out == expected
    assert run("score", "-", "--model", made_path, stdin=given).out == expected


def test_the_format_can_be_named(tmp_path: Path) -> None:
    path = lines(tmp_path / "odd.txt", b"text", b"hello")
    assert len(run("score", path).rows) == 2
    assert len(run("score", path, "--from", "csv").rows) == 1
    assert "'jsonl', 'csv', 'parquet', 'text'" in complaint(run("score", path, "--from", "yaml"))


def test_the_encoding_and_the_delimiter_are_found_or_named(made_path: Path, tmp_path: Path) -> None:
    content = "id,text\né,You idiot\n"
    path = tmp_path / "c.csv"
    for encoding in ("utf-8", "cp1252", "utf-16"):
        path.write_bytes(content.encode(encoding))
        (row,) = run("score", path, "--model", made_path).rows
        assert (row["id"], row["flagged"]) == ("é", ["incivility", "insult"])
    path.write_bytes(content.replace(",", "~").encode("cp437"))
    (row,) = run("score", path, "--model", made_path, "--encoding", "cp437", "--delimiter", "~").rows
    assert row["id"] == "é"
    assert "no encoding 'klingon'" in complaint(run("score", path, "--encoding", "klingon"))
    assert "no delimiter 'ab'" in complaint(run("score", path, "--delimiter", "ab"))


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, in_zip])
def test_other_compression(made_path: Path, comments_file: Path, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(comments_file.read_bytes())
    expected = run("score", comments_file, "--model", made_path).out
    (comments_file.parent / "c").write_bytes(packed)
    assert run("score", comments_file.parent / "c", "--model", made_path).out == expected
    assert run("score", "--model", made_path, stdin=packed).out == expected


def test_what_a_forum_exports_is_read_by_its_own_fields(made_path: Path, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "export.json",
        {
            "guild": {"id": "1", "name": "g"},
            "channel": {"id": "2", "name": "c", "type": "GuildTextChat"},
            "messages": [{"id": "7", "type": "Default", "content": "You idiot", "author": {"name": "ann"}}],
        },
    )
    (row,) = run("score", path, "--model", made_path).rows
    assert (row["id"], row["flagged"]) == ("7", ["incivility", "insult"])


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.csv", "empty.txt", "empty"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    ended = run("score", tmp_path / name)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"tactful: {tmp_path / name}: is empty; nothing to score\n"


def test_a_heading_alone_has_no_rows(tmp_path: Path) -> None:
    ended = run("score", lines(tmp_path / "c.csv", b"id,text"))
    assert (ended.status, ended.out) == (0, "")


def test_a_folder_and_a_missing_file_are_one_line_each(tmp_path: Path) -> None:
    assert complaint(run("score", tmp_path)) == f"{tmp_path}: is a folder; name a file in it"
    missing = tmp_path / "missing.jsonl"
    assert complaint(run("score", missing)) == f"{missing}: no such file; check the name"


def test_an_output_file_has_what_standard_output_would(made_path: Path, comments_file: Path) -> None:
    out = comments_file.parent / "scored.jsonl"
    ended = run("score", comments_file, "--model", made_path, "-o", out)
    assert (ended.status, ended.out) == (0, "")
    assert out.read_text(encoding="utf-8") == run("score", comments_file, "--model", made_path).out
    assert sorted(path.name for path in out.parent.iterdir()) == ["comments.jsonl", "scored.jsonl"]


def test_an_output_file_appears_whole_or_not_at_all(comments_file: Path) -> None:
    out = comments_file.parent / "scored.jsonl"
    out.write_text("earlier")
    broken = comments_file.parent / "broken.jsonl.gz"
    broken.write_bytes(gzip.compress(comments_file.read_bytes())[:-5])
    complaint(run("score", broken, "-o", out))
    assert out.read_text() == "earlier"
    assert not list(out.parent.glob("*.unfinished"))


def test_the_output_may_be_the_input(made_path: Path, comments_file: Path) -> None:
    expected = run("score", comments_file, "--model", made_path).out
    run("score", comments_file, "--model", made_path, "-o", comments_file)
    assert comments_file.read_text(encoding="utf-8") == expected


def test_an_output_that_cannot_be_is_the_environments_failure(comments_file: Path) -> None:
    folder = comments_file.parent / "folder"
    folder.mkdir()
    for out in (folder, comments_file.parent / "missing" / "scored.jsonl"):
        assert complaint(run("score", comments_file, "-o", out), 3).startswith(f"{out}: cannot be written: ")


def test_a_pipe_or_device_is_written_to_and_not_replaced(comments_file: Path) -> None:
    pipe = comments_file.parent / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)  # both ends at once, so that nobody waits
    assert run("score", comments_file, "-o", pipe).status == 0
    assert os.read(reader, 100_000).count(b"\n") == 2
    os.close(reader)
    assert pipe.is_fifo()


def test_a_linked_output_stays_a_link(comments_file: Path) -> None:
    real, link = comments_file.parent / "real.jsonl", comments_file.parent / "link.jsonl"
    link.symlink_to(real)
    assert run("score", comments_file, "-o", link).status == 0
    assert link.is_symlink()
    assert len(real.read_text(encoding="utf-8").splitlines()) == 2

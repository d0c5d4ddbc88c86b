"""Arrow streams of comments, sound ones and others."""

from __future__ import annotations

import contextlib
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import Reply, Served

import classifier
from classifier.labels import NAMES
from classifier.serve import limits
from classifier.serve.errors import ApiError
from classifier.serve.v1.arrow import score_stream
from classifier.serve.v1.arrow_compression import is_compressed
from classifier.serve.v1.score import ARROW_STREAM

TEXTS = ["you idiot", None, "hello", "fuck nitro"]


def stream(columns: Any, compression: str | None = None, rows: int | None = None) -> bytes:
    table = pa.table(columns)
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=rows)
    return bytes(sink.getvalue())


def post(server: Served, body: bytes) -> Reply:
    return server.ask("POST", "/v1/score", body, Content_Type=ARROW_STREAM)


def test_scores_come_back_as_columns(server: Served, made: classifier.Model) -> None:
    reply = post(server, stream({"id": ["a", "b", "c", "d"], "text": TEXTS, "more": [1, 2, 3, 4]}, rows=2))
    assert reply.headers["Content-Type"] == ARROW_STREAM
    table = pa.ipc.open_stream(reply.body).read_all()
    assert table.column_names == ["id", *NAMES, "flagged", "abstained"]
    assert table.column("id").to_pylist() == ["a", "b", "c", "d"]
    expected = made.score(["you idiot", "hello", "fuck nitro"])[:, 1]
    assert table.column("insult").drop_null().to_pylist() == pytest.approx(expected, abs=1e-6)
    assert table.column("insult").to_pylist()[1] is None
    flagged = [made.check(text or "").flagged for text in TEXTS]
    assert table.column("flagged").to_pylist() == [list(labels) for labels in flagged]
    assert flagged[0] == ("incivility", "insult")
    assert table.column("off_topic").null_count == 4


def test_topics_and_numbers_for_ids(server: Served) -> None:
    zoo = "zebra giraffe elephant rhinoceros antelope"
    columns = {"text": pa.array([zoo, zoo], pa.large_string()), "topic": [zoo, None]}
    table = pa.ipc.open_stream(post(server, stream(columns)).body).read_all()
    assert table.column("id").to_pylist() == [0, 1]
    near, unknown = table.column("off_topic").to_pylist()
    assert near < 0.5
    assert unknown is None


def test_no_rows_give_none(server: Served) -> None:
    reply = post(server, stream({"text": pa.array([], pa.string())}))
    assert pa.ipc.open_stream(reply.body).read_all().num_rows == 0


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"comment": ["a"]}, "no column `text`"),
        ({"text": [1]}, "as plain strings"),
        ({"text": pa.array(["a"]).dictionary_encode()}, "as plain strings"),
        ({"text": [b"\xff"]}, "as plain strings"),
        ({"text": ["a"], "topic": [1]}, "as plain strings"),
        ({"text": ["a"], "id": [1.5]}, "strings or whole numbers"),
        ({"text": ["x" * (limits.COMMENT_BYTES + 1)]}, "longer than"),
    ],
)
def test_other_columns_are_told(server: Served, columns: Any, told: str) -> None:
    reply = post(server, stream(columns))
    assert reply.code == 400
    assert told in reply.json["error"]["message"]


def test_too_many_rows_are_told(server: Served) -> None:
    assert post(server, stream({"text": ["a"] * (limits.SCORE_ROWS + 1)})).error == (413, "OUT_OF_RANGE", "")


@pytest.mark.parametrize("compression", ["zstd", "lz4"])
def test_a_stream_that_could_blow_up_is_not_unpacked(server: Served, compression: str) -> None:
    bomb = stream({"text": ["a" * 10_000_000]}, compression)
    assert len(bomb) < 100_000
    assert post(server, bomb).error == (415, "INVALID_ARGUMENT", "")


def test_compression_is_found_in_dictionaries_and_not_where_there_is_none() -> None:
    words = pa.array(["a" * 1_000] * 50).dictionary_encode()
    for compression, expected in ((None, False), ("zstd", True), ("lz4", True)):
        assert is_compressed(stream({"words": words}, compression)) is expected
        assert is_compressed(stream({"text": ["b" * 1_000]}, compression)) is expected


@pytest.mark.parametrize("body", [b"", b"nonsense", b"\xff" * 64, b"\xff\xff\xff\xff\x00\x00\x00\x00"])
def test_no_stream_at_all_is_told(server: Served, body: bytes) -> None:
    assert post(server, body).code == 400


SOUND = stream({"id": ["a", "b"], "text": ["you idiot", "hello"], "topic": ["x", None]})


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_spoilt_stream_is_scored_or_told(made: classifier.Model, changes: list[tuple[int, int]]) -> None:
    spoilt = bytearray(SOUND)
    for place, byte in changes:
        spoilt[place] = byte
    with contextlib.suppress(ApiError):
        score_stream(made, bytes(spoilt))

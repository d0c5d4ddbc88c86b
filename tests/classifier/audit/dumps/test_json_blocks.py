"""Arrow's quick reading of JSON Lines gives what the careful one does, or leaves the block to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dump_rows import plain
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.audit.dumps.json_blocks import read_block
from classifier.audit.dumps.json_lines import slow
from classifier.audit.dumps.rows import LONGEST_LINE, Fields

FIELDS = Fields(
    text="text", topic=("topic", "context"), author="author", time="time", channel="channel", id="id"
)


def agrees(block: bytes, fields: Fields = FIELDS) -> bool:
    """Whether the block was read quickly; fails if that gave anything else than reading it with care."""
    batch = read_block(block, 7, fields)
    if batch is None:
        return False
    assert plain([batch]) == plain(slow(block, 7, fields))
    return True


def lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


@pytest.mark.parametrize(
    "block",
    [
        lines({"text": "a"}),
        lines({"text": "a"})[:-1],
        lines({"text": "a"}, {"text": "b"}).replace(b"\n", b"\r\n"),
        lines({"text": ""}, {"text": "é 👍 \u2028"}),
        '{"text": "é 👍 \u2028\u0085"}\n'.encode(),
        lines(b'{"text": "\\ud83d\\ude00 \\u0000 \\/ \\n"}'),
        lines({"text": None}, {"body": "x"}, {"text": "c"}, {}),
        lines({"text": "a", "id": 7}, {"text": "b", "id": -0}, {"text": "c"}),
        lines({"text": "a", "id": "x"}, {"text": "b", "id": ""}, {"text": "c", "id": None}),
        lines({"text": "a", "topic": "", "context": "c"}, {"text": "a", "topic": "t", "context": "c"}),
        lines({"text": "a", "author": 3, "channel": 4}),
        lines({"text": "a", "time": 1714555800}, {"text": "b", "time": 1714555800.5}, {"text": "c"}),
        lines({"text": "a", "time": 1714555800123}, {"text": "b", "time": -1}, {"text": "", "time": 10**18}),
        lines(
            {"text": "a", "time": "2024-05-01T09:30:00Z"}, {"text": "b", "time": "2024-05-01T09:30:00+02:00"}
        ),
        lines({"text": "a", "time": "2024-05-01 09:30"}, {"text": "b", "time": "2024-05-01"}),
        lines(
            {"text": "a", "time": "yesterday"}, {"text": "b", "time": ""}, {"text": "c", "time": "1714555800"}
        ),
        lines(b'{"te\\u0078t": "a"}'),
        lines({"text": "{[" * 20, "more": [[{"a": [1]}]]}),
        lines({"text": "x" * 5000}),
    ],
    ids=range(19),
)
def test_a_sound_block_is_read_quickly_and_alike(block: bytes) -> None:
    assert agrees(block)


NASTY = [
    b"",
    b"  ",
    b"null",
    b"[]",
    b"7",
    b'"text"',
    b"{",
    b"}",
    b"{}",
    b"{}{}",
    b"{},",
    b"{} x",
    b" {}",
    b'{"text": "a"}',
    b'{"text": "a"} ',
    b'{"text": "a"}{"text": "b"}',
    b'{"text":',
    b'"a"}',
    b'{"text": "a", "text": "b"}',
    b'{"id": 1, "text": "a", "id": 2}',
    b'{"text": NaN}',
    b'{"text": null}',
    b'{"text": true}',
    b'{"text": 7}',
    b'{"text": {"text": "a"}}',
    b'{"text": ["a"]}',
    b'{"text": "\\ud800"}',
    b'{"text": "\\udc80 b"}',
    b'{"text": "\\ud83d\\u0041"}',
    b'{"text": "caf\xe9"}',
    b'{"text": "\xed\xa0\x80"}',
    b'{"text": "a", "x": "caf\xe9"}',
    b'{"text": "a\0b"}',
    b'{"text": "a\tb"}',
    b'{"text": "a", "x": Inf}',
    b'{"text": "a", "x": -Inf}',
    b'{"text": "a", "x": Infinity}',
    b'{"text": "a", "x": NaN}',
    b'{"text": "a", "x": nan}',
    b'{"text": "a", "x": 1e999}',
    b'{"text": "a", "x": 01}',
    b'{"text": "a", "x": "\\ud800"}',
    b'{"text": "a", "x": ' + b"[" * 2000 + b"]" * 2000 + b"}",
    b'{"text": "a", "x": ' + b"9" * 5000 + b"}",
    b'{"text": "a", "id": 1.0}',
    b'{"text": "a", "id": 1e3}',
    b'{"text": "a", "id": -0}',
    b'{"text": "a", "id": 99999999999999999999}',
    b'{"text": "a", "id": true}',
    b'{"text": "a", "id": "\\udc80"}',
    b'{"text": "a", "id": [1]}',
    b'{"text": "a", "topic": 7, "context": "c"}',
    b'{"text": "a", "topic": ["t"], "context": "c"}',
    b'{"text": "a", "author": false}',
    b'{"text": "a", "author": 1.5}',
    b'{"text": "a", "author": {"name": "x"}}',
    b'{"text": "a", "time": true}',
    b'{"text": "a", "time": "2024-05-01T09:30:00"}',
    b'{"text": "a", "time": "0000-01-01"}',
    b'{"text": "a", "time": "9999-12-31T23:59:59.9999999Z"}',
    b'{"text": "a", "time": 1e300}',
    b'{"text": "a", "time": " 2024-05-01 "}',
    b'{"text": "a"}\r',
    b'{"text": "a"}\r\r',
    b'{"text": "a"}\x0b',
    b'\xef\xbb\xbf{"text": "a"}',
    b"{'text': 'a'}",
    b'{"text": "a",}',
    b'{"text": "a"} // no',
    b'{"text": "' + b"x" * LONGEST_LINE + b'"}',
]


@pytest.mark.parametrize("line", NASTY, ids=range(len(NASTY)))
def test_a_nasty_line_is_read_alike_or_left(line: bytes) -> None:
    good = b'{"text": "good", "id": "a", "author": "b", "time": "2024-05-01T09:30:00Z"}'
    for block in (lines(line), line, lines(good, line, good), lines(line, good), lines(good, line)):
        agrees(block)


TEXTS = st.text(max_size=8) | st.sampled_from(["", "a", "2024-05-01", "2024-05-01T09:30:00Z", "1714555800"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
NAMES = st.sampled_from(["text", "topic", "context", "author", "time", "channel", "id", "other"])
OBJECTS = st.lists(st.tuples(NAMES, TEXTS | VALUES), max_size=8)


@st.composite
def json_lines(draw: st.DrawFn) -> bytes:
    """An object, with names twice now and then, and what is not ASCII escaped or not."""
    escaped = draw(st.booleans())

    def dumped(value: object) -> bytes:
        return json.dumps(value, ensure_ascii=escaped).encode("utf-8", "replace")

    return b"{" + b", ".join(dumped(name) + b": " + dumped(value) for name, value in draw(OBJECTS)) + b"}"


@settings(max_examples=400, deadline=None)
@given(st.lists(json_lines() | st.sampled_from(NASTY[:-1]), min_size=1, max_size=4), st.booleans())
def test_any_block_is_read_alike_or_left(block: list[bytes], ends: bool) -> None:
    agrees(b"\n".join(block) + (b"\n" if ends else b""))


SOUND = st.fixed_dictionaries({"text": TEXTS}, optional={"id": st.integers(), "time": TEXTS})


@settings(max_examples=200, deadline=None)
@given(st.lists(SOUND, min_size=1))
def test_what_is_sound_is_read_quickly(rows: list[dict[str, Any]]) -> None:
    whole = all(-(2**63) <= row.get("id", 0) < 2**63 for row in rows)
    assert agrees(lines(*rows)) or not whole


def test_a_named_field_may_be_reached_by_dots() -> None:
    fields = Fields(text="a.b", author="x.y")
    assert read_block(lines({"a": {"b": "hi"}}), 1, fields) is None
    (row,) = plain(slow(lines({"a": {"b": "hi"}, "x": {"y": "ann"}}), 1, fields))
    assert (row["text"], row["author"]) == ("hi", "ann")

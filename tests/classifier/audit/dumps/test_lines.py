"""Lines come whole and one by one, and what can't be read costs its own line only."""

from __future__ import annotations

import io

from classifier.audit.dumps.lines import BLOCK, NOT_UTF8, TOO_LONG, blocks, decoded
from classifier.audit.dumps.rows import LONGEST_LINE


def read(content: bytes) -> list[tuple[str, str | None]]:
    return [line for block in blocks(io.BytesIO(content)) for line in decoded(block)]


def test_line_ends_of_any_system_are_taken_off() -> None:
    assert read(b"a\nb\r\n\nc") == [("a", None), ("b", None), ("", None), ("c", None)]


def test_other_separators_are_text() -> None:
    assert read("a\u2028b\x0bc\x85d\n".encode()) == [("a\u2028b\x0bc\x85d", None)]


def test_a_line_of_other_bytes_is_told() -> None:
    assert read(b"a\ncaf\xe9\nb") == [("a", None), ("", NOT_UTF8), ("b", None)]


def test_a_line_up_to_the_limit_is_read_and_a_longer_one_is_told() -> None:
    longest = b"x" * LONGEST_LINE + b"\n"
    assert [error for _, error in read(longest + b"x" + longest + b"b")] == [None, TOO_LONG, None]
    assert [error for _, error in read(b"x" * 5 * LONGEST_LINE)] == [TOO_LONG]
    assert [error for _, error in read(b"x" * 5 * LONGEST_LINE + b"\nb\n")] == [TOO_LONG, None]


def test_a_long_line_is_never_whole_in_memory() -> None:
    assert (
        max(map(len, blocks(io.BytesIO(b"a\n" + b"x" * 100_000_000 + b"\nb\n")))) <= BLOCK + LONGEST_LINE + 1
    )

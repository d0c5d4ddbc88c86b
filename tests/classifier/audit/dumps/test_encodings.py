"""The encoding of a text: told by its mark, or found where it is certain."""

from __future__ import annotations

import io

import pytest
from dump_rows import stream
from hypothesis import given
from hypothesis import strategies as st

from classifier.audit.dumps.encodings import LEGACY, UTF8, AsUtf8, check_encoding, guess_encoding
from classifier.errors import BadInput


@pytest.mark.parametrize(
    ("start", "encoding"),
    [
        (b"", UTF8),
        (b"plain\n", UTF8),
        ("naïve 👍\n".encode(), UTF8),
        ("naïve\n".encode() + "👍".encode()[:2], UTF8),  # cut off within a character
        ("naïve “café”\n".encode("cp1252"), LEGACY),
        ("naïve\n".encode("cp1252") + "ü".encode(), LEGACY),
        ("naïve ü\n".encode() + b"caf\xe9\n", UTF8),  # one stray byte
        (b"caf\xe9 a\0b\n", UTF8),
        (b"caf\xe9 \x81\n", UTF8),  # no character in the legacy encoding
        ("\ufeffa".encode("utf-16-le"), "utf-16"),
        ("\ufeffa".encode("utf-16-be"), "utf-16"),
        ("\ufeffa".encode("utf-32-le"), "utf-32"),
        (b"\xef\xbb\xbfcaf\xe9", UTF8),
    ],
)
def test_an_encoding_is_found_where_it_is_certain(start: bytes, encoding: str) -> None:
    assert guess_encoding(start) == encoding


ENCODINGS = st.sampled_from(["utf-16", "utf-32", "utf-16-le", "utf-7", "shift_jis", "cp1252"])


@given(st.text(), ENCODINGS, st.integers(1, 9))
def test_any_text_comes_back_as_utf8(text: str, encoding: str, size: int) -> None:
    packed = text.encode(encoding, "ignore")
    again = io.BufferedReader(AsUtf8(stream(packed), encoding), size).read()
    assert again.decode() == packed.decode(encoding)


@given(st.binary(), st.sampled_from(["utf-16", "utf-32", "cp1252", "shift_jis"]))
def test_bytes_that_cannot_be_decoded_stay_bytes_that_cannot(content: bytes, encoding: str) -> None:
    again = AsUtf8(stream(content), encoding).readall()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            again.decode()
    else:
        assert again == text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_without_a_mark_the_commoner_byte_order_is_taken(encoding: str) -> None:
    assert AsUtf8(stream("é👍".encode(f"{encoding}-le")), encoding).readall().decode() == "é👍"
    AsUtf8(stream(b"\xef\xbb\xbfabcde"), encoding).readall()


def test_names_of_encodings() -> None:
    assert [check_encoding(name) for name in ("UTF8", "latin-1", "utf-16")] == [
        "utf-8",
        "iso8859-1",
        "utf-16",
    ]
    for name in ("utf-9", "zip", "rot13", "", "undefined"):
        with pytest.raises(BadInput, match="no encoding"):
            check_encoding(name)

"""Opening a dump, or a part of one: decompressed, in UTF-8, from where the part begins."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader

from classifier.audit.dumps.encodings import UTF8, AsUtf8, check_encoding, marked_encoding
from classifier.audit.dumps.ranges import LineRange
from classifier.audit.dumps.rows import Part
from classifier.audit.dumps.storage import Counted, stored
from classifier.audit.dumps.unpacking import Stream, unpacked


@dataclass(frozen=True, slots=True)
class Opened:
    """`stream` is what a reader reads. `stored` counts the bytes that had to be fetched for it, `lines` the
    lines of a range."""

    stream: BufferedReader
    stored: Counted
    lines: LineRange | None = None


@contextmanager
def opened(name: str, member: str | None = None, encoding: str | None = None) -> Iterator[Opened]:
    """A whole file, or a member of a zip archive. Without `encoding` a byte order mark tells, else UTF-8.

    Raises BadInput or EnvironmentFailed in one line for what can't be opened; the stream raises Damaged where
    compressed data is.
    """
    with stored(name) as file:
        yield Opened(_in_utf8(unpacked(file, name, member), encoding), file)


@contextmanager
def opened_part(part: Part) -> Iterator[Opened]:
    """What a part of a plan reads. Row groups and record batches are for the format's reader to pick."""
    with stored(part.location or part.path) as file:
        stream = unpacked(file, part.path, part.member)
        lines = LineRange(stream, part.start, part.stop) if part.unit == "bytes" else None
        if lines is not None:
            stream = Stream(lines)
        yield Opened(stream if part.start else _in_utf8(stream, part.encoding), file, lines)


def _in_utf8(stream: BufferedReader, encoding: str | None) -> BufferedReader:
    start = stream.peek(len(codecs.BOM_UTF8))
    if encoding is None:
        encoding = marked_encoding(start) or UTF8
    if check_encoding(encoding) != UTF8:
        return Stream(AsUtf8(stream, encoding))
    if start.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    return stream

"""Which format a file is in, and which of its fields is which."""

from __future__ import annotations

from dataclasses import replace
from io import BufferedReader, BytesIO
from pathlib import PurePath
from typing import BinaryIO

from classifier.audit.dumps.encodings import LEGACY, UTF8, AsUtf8, guess_encoding
from classifier.audit.dumps.formats import FORMATS, Chosen, Grouped, format_named
from classifier.audit.dumps.rows import Fields, Part
from classifier.audit.dumps.source import Prefixed
from classifier.audit.dumps.storage import STDIN
from classifier.audit.dumps.unpacking import Stream, on_disk
from classifier.audit.dumps.usual import choose
from classifier.errors import BadInput

#: So many bytes of a file, decompressed, tell what it is.
START = 256 * 1024

#: Endings that say how a file is compressed, and nothing of its format.
PACKED = (".gz", ".zst", ".bz2", ".xz", ".zip")


def ending(name: str) -> str:
    """A file's ending without those of compression, in lower case.

    >>> ending("RC_2019-04.JSONL.zst")
    '.jsonl'
    """
    path = PurePath(name.rstrip("/").rpartition("/")[2])
    while path.suffix.lower() in PACKED:
        path = path.with_suffix("")
    return path.suffix.lower()


def recognise(name: str, start: bytes) -> str | None:
    """The format of a file that begins so, else the one that its name says, else None."""
    for kind in reversed(FORMATS):
        if format_named(kind).looks_like(start):
            return kind
    return next((kind for kind in FORMATS if ending(name) in format_named(kind).ENDINGS), None)


def resolve(kind: str, fields: Fields, stream: BinaryIO) -> Fields:
    """Which field is which in a file of this format, which begins so. `text` is None if the format leaves the
    names open and none of those there is usual."""
    module = format_named(kind)
    if isinstance(module, Chosen):
        return choose(module.field_names(stream, fields.delimiter), fields)
    return fields.over(module.DEFAULTS)


def from_legacy(kind: str, stream: BufferedReader) -> BufferedReader:
    """The stream in UTF-8, where a CSV file is plainly in the encoding that came before it. JSON and the
    formats that their producers define are always in UTF-8."""
    if kind != "csv" or guess_encoding(stream.peek()) == UTF8:
        return stream
    return Stream(AsUtf8(stream, LEGACY))


def found_out(part: Part, stream: BufferedReader) -> tuple[Part, BufferedReader]:
    """The part with its format and fields, if the plan could not look for them, as on standard input; and the
    stream to read on. Raises BadInput where no field is usual for the comment."""
    if part.path != STDIN:
        return part, stream
    start = stream.read(START)
    kind = part.format or recognise(part.path, start) or "text"
    whole = from_legacy(kind, Stream(Prefixed(start, stream)))
    if isinstance(format_named(kind), Grouped):
        whole = on_disk(whole)
    fields = resolve(kind, part.fields, whole if whole.seekable() else BytesIO(whole.peek()))
    if fields.text is None and start:
        raise no_usual_text(part.source)
    if whole.seekable():
        whole.seek(0)
    return replace(part, format=kind, fields=fields), whole


def no_usual_text(where: str | None = None) -> BadInput:
    return BadInput("no field has a usual name for the comment", where=where, mend="name it by --text")

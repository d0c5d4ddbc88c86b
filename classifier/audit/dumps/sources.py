"""From what the user names to the parts that are read, each small enough to be read in one go."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from classifier.audit.dumps.encodings import UTF8, check_encoding, guess_encoding
from classifier.audit.dumps.finding import files
from classifier.audit.dumps.formats import SPLIT_BY_LINES, Grouped, format_named
from classifier.audit.dumps.opening import opened
from classifier.audit.dumps.recognising import START, no_usual_text, recognise, resolve
from classifier.audit.dumps.rows import Fields, Part
from classifier.audit.dumps.storage import STDIN, stored
from classifier.audit.dumps.unpacking import Damaged, Stream, is_zip, members
from classifier.errors import BadInput

#: A part is about this long. A worker that is stopped has to read its part again.
PART_BYTES = 64 * 1024 * 1024


class Found(NamedTuple):
    """The parts, in the order in which they are read; and the files in named folders and archives that are
    none, since they look like no dump or no field of theirs is surely the comment."""

    parts: list[Part]
    passed_over: list[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the user said of the dumps; None where it is to be found out."""

    fields: Fields
    kind: str | None
    encoding: str | None
    part_bytes: int


class _NoDump(Exception):
    """A file that can't be read as it is; the message is for whoever named it."""


def find(
    names: Sequence[str],
    fields: Fields = Fields(),  # noqa: B008  # frozen
    *,
    kind: str | None = None,
    encoding: str | None = None,
    leave_out: Path | None = None,
    part_bytes: int = PART_BYTES,
) -> Found:
    """Plan the reading of files, folders, patterns such as logs/*.csv, URLs that fsspec knows, and `-` for
    standard input.

    Each name's files come sorted, and none twice. What lies in the folder `leave_out` is no dump. `kind` is a
    name in `formats.FORMATS`. Raises BadInput or EnvironmentFailed in one line for what is not there or can't
    be read as a dump.
    """
    if kind is not None:
        format_named(kind)
    asked = _Asked(fields, kind, check_encoding(encoding) if encoding else None, part_bytes)
    found = Found([], [])
    for path, named in files(names, leave_out):
        inside = _members(path)
        for member in inside:
            alone = named and len(inside) == 1
            try:
                found.parts.extend(_parts(path, member, asked, named=alone))
            except _NoDump as why:
                whole = Part(path, "", member=member)
                if alone:
                    raise BadInput(str(why), where=whole.source) from why
                found.passed_over.append(whole.source)
    if not found.parts:
        raise BadInput("no dump among the files there", where=" ".join(names), mend="name one, or its --from")
    return found


def _members(path: str) -> list[str] | list[None]:
    """The files in a zip archive; for another file None, which stands for the file itself."""
    if path == STDIN:
        return [None]
    with stored(path) as file:
        stream = Stream(file)
        if not is_zip(stream.peek()) or not stream.seekable():
            return [None]
        try:
            return members(stream, path)
        except Damaged:  # told when it is read
            return [None]


def _parts(path: str, member: str | None, asked: _Asked, *, named: bool) -> Iterator[Part]:
    whole = Part(path, asked.kind or "", asked.fields, asked.encoding, member)
    if path == STDIN:
        yield whole
        return
    try:
        with opened(path, member, asked.encoding) as there:
            yield from _looked_at(whole, there.stream, asked, named=named)
    except Damaged:  # told again, and in its place, when the part is read
        kind = whole.format or recognise(whole.source, b"") or "text"
        fields = whole.fields.over(format_named(kind).DEFAULTS)
        yield replace(whole, format=kind, fields=fields if fields.text else replace(fields, text="text"))


def _looked_at(whole: Part, stream: io.BufferedReader, asked: _Asked, *, named: bool) -> Iterator[Part]:
    begins = stream.tell() if stream.seekable() else 0
    start = stream.read(START)
    if start[257:262] == b"ustar":
        raise _NoDump("is a tar archive; unpack it first")
    kind = asked.kind or recognise(whole.source, start) or ("text" if named else None)
    if kind is None:
        raise _NoDump("looks like no dump; name its format by --from")
    if kind == "csv" and whole.encoding is None and (legacy := guess_encoding(start)) != UTF8:
        whole = replace(whole, encoding=legacy)
        start = start.decode(legacy).encode()
    if stream.seekable():
        stream.seek(begins)
    of_start = stream if isinstance(format_named(kind), Grouped) else io.BytesIO(start)
    fields = resolve(kind, whole.fields, of_start)
    if fields.text is None and start:
        raise _NoDump(str(no_usual_text()))
    yield from _pieces(replace(whole, format=kind, fields=fields), stream, asked.part_bytes)


def _pieces(whole: Part, stream: io.BufferedReader, part_bytes: int) -> Iterator[Part]:
    """The parts of a file: one, unless the file is long and can be read from anywhere."""
    module = format_named(whole.format)
    if not stream.seekable():
        cuts = []
    elif isinstance(module, Grouped):
        stream.seek(0)
        whole = replace(whole, unit="groups")
        cuts = _cuts_of_groups(module.group_bytes(stream), part_bytes)
    elif whole.format in SPLIT_BY_LINES and whole.encoding in (None, UTF8):
        whole = replace(whole, unit="bytes")
        cuts = list(range(part_bytes, stream.seek(0, io.SEEK_END), part_bytes))
    else:
        cuts = []
    for start, stop in zip([0, *cuts], [*cuts, None], strict=True):
        yield replace(whole, start=start, stop=stop)


def _cuts_of_groups(lengths: Sequence[int], part_bytes: int) -> list[int]:
    cuts, length = [], 0
    for group, more in enumerate(lengths):
        if length and length + more > part_bytes:
            cuts.append(group)
            length = 0
        length += more
    return cuts

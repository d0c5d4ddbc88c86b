"""Undoing compression, found by how the bytes begin, with a stop for decompression bombs."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, BinaryIO, cast

from classifier.audit.dumps.source import Source
from classifier.audit.dumps.storage import Counted
from classifier.errors import BadInput

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: What comes out may be so many times what went in, counted once `BOMB_FREE` bytes are out. Comments compress
#: to a tenth or, where they repeat themselves, to a hundredth.
BOMB_RATIO = 1000
BOMB_FREE = 64 * 1024 * 1024

#: zstd may refer back this far (2^31 bytes, the most there is): the dumps of Reddit need that much memory.
WINDOW_LOG = 31

#: Compressed within compressed, such as a .json.gz in a zip archive, is undone so many times.
_LAYERS = 3

#: So many bytes tell what a stream is compressed with.
MAGIC_BYTES = 10

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SKIPPABLE = tuple(bytes([0x50 + number]) + b"\x2a\x4d\x18" for number in range(16))


class Damaged(BadInput):
    """Compressed data that can't be followed any further. What came before it has been read."""


def is_zip(start: bytes) -> bool:
    return start.startswith(_ZIP)


def unpacker(start: bytes) -> Callable[[IO[bytes]], IO[bytes]] | None:
    """What undoes the compression of a stream that begins so; None if it is not compressed."""
    if start.startswith(b"\x1f\x8b"):
        return lambda file: cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if start.startswith((b"\x28\xb5\x2f\xfd", *_SKIPPABLE)):
        options = {int(zstd.DecompressionParameter.window_log_max): WINDOW_LOG}
        return lambda file: cast("IO[bytes]", zstd.ZstdFile(file, options=options))
    # Three letters may well begin a comment: what must follow them tells.
    if start.startswith(b"BZh") and start[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return lambda file: cast("IO[bytes]", bz2.BZ2File(file))
    if start.startswith(b"\xfd7zXZ\x00"):
        return lambda file: cast("IO[bytes]", lzma.LZMAFile(file))
    return None


def unpacked(file: Counted, name: str, member: str | None = None) -> io.BufferedReader:
    """The decompressed bytes of a stored file, or of a member of a zip archive. A file that is not compressed
    stays seekable."""
    stream = Stream(file)
    if member is not None:
        stream = Stream(_Guarded(_member(stream, name, member), file, f"{name}/{member}"))
    for _ in range(_LAYERS):
        start = stream.peek(MAGIC_BYTES)
        undo = unpacker(start)
        if is_zip(start):
            stream = Stream(_Guarded(_only_member(stream, name), file, name))
        elif undo is None:
            break
        else:
            stream = Stream(_Guarded(undo(stream), file, name))
    return stream


def members(stream: io.BufferedReader, name: str) -> list[str]:
    """The files in a zip archive, sorted, without hidden ones and what macOS adds."""
    with _damage_told(name), zipfile.ZipFile(stream) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    return sorted(name for name in names if not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or any(step.startswith(".") for step in name.split("/"))


def on_disk(stream: BinaryIO) -> io.BufferedReader:
    """The stream if it can be rewound, else a temporary copy of it."""
    if stream.seekable():
        return cast(io.BufferedReader, stream)
    copy = tempfile.TemporaryFile()  # noqa: SIM115  # whoever reads it closes it
    while block := stream.read(1024 * 1024):
        copy.write(block)
    copy.seek(0)
    return cast(io.BufferedReader, copy)


class Stream(io.BufferedReader):
    """Bytes with a look ahead. Where the bytes below fail, those before are still given: by this read what
    there is, by the next the error."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__(raw, 256 * 1024)

    def read(self, size: int | None = -1) -> bytes:
        wanted = sys.maxsize if size is None or size < 0 else size
        pieces: list[bytes] = []
        while wanted > 0:
            try:
                piece = self.read1(min(wanted, 1024 * 1024))
            except Damaged:
                if pieces:
                    break
                raise
            if not piece:
                break
            pieces.append(piece)
            wanted -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


class _Guarded(Source):
    """What comes out of a decompressor, until it is damaged or too much."""

    def __init__(self, inner: IO[bytes], stored: Counted, name: str) -> None:
        self._inner = inner
        self._stored = stored
        self.name = name
        self._given = 0
        self._damage: Damaged | None = None

    def some(self, most: int) -> bytes:
        pieces: list[bytes] = []
        while most > 0 and self._damage is None and (piece := self._piece(most)):
            pieces.append(piece)
            most -= len(piece)
        if not pieces and self._damage is not None:
            raise self._damage
        return b"".join(pieces)

    def _piece(self, most: int) -> bytes:
        try:
            with _damage_told(self.name):
                piece: bytes = cast(io.BufferedReader, self._inner).read1(most)
            self._check_ratio(len(piece))
        except Damaged as damage:
            self._damage = damage
            return b""
        return piece

    def _check_ratio(self, more: int) -> None:
        self._given += more
        if self._given > BOMB_FREE and self._given > BOMB_RATIO * self._stored.taken:
            raise Damaged(
                f"unpacks to more than {BOMB_RATIO:,} times its size; stopped after {self._given:,} bytes",
                where=self.name,
                mend="if it is no decompression bomb, unpack it first",
            )


class _damage_told:  # noqa: N801  # used like a function
    """Turn what decompressors raise into Damaged; the system's own errors pass through."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        damage = (EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError, zipfile.BadZipFile)
        if isinstance(error, damage) or (isinstance(error, OSError) and error.errno is None):
            why = f"compressed data is damaged or cut short ({str(error).rstrip('.')})"
            raise Damaged(why, where=self._name, mend="fetch it again") from error
        if isinstance(error, NotImplementedError | RuntimeError):  # zipfile's, for what it can't undo
            raise Damaged(f"can't be unpacked ({error})", where=self._name, mend="unpack it first") from error


def _member(stream: Stream, name: str, member: str) -> IO[bytes]:
    with _damage_told(f"{name}/{member}"):
        return zipfile.ZipFile(on_disk(stream)).open(member)


def _only_member(stream: Stream, name: str) -> IO[bytes]:
    whole = on_disk(stream)
    there = members(whole, name)
    if len(there) != 1:
        raise BadInput(f"is a zip archive of {len(there):,} files", where=name, mend="unpack it first")
    with _damage_told(name):
        return zipfile.ZipFile(whole).open(there[0])

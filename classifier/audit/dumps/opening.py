"""Opening a comment file, or standard input, whatever it is compressed with."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from classifier.errors import BadInput, EnvironmentFailed

STDIN = "-"

_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"


@contextmanager
def opened(name: str) -> Iterator[BufferedReader]:
    """The bytes of a file, decompressed. Raises BadInput in one line for what can't be opened or unpacked."""
    with _bytes(name) as file:
        try:
            yield _decompressed(file)
        except (EOFError, zlib.error) as error:
            raise _damaged(name, error) from error
        except OSError as error:
            if error.errno is not None:  # the system's, not that of gzip or of pyarrow's zstd
                raise
            raise _damaged(name, error) from error


def _bytes(name: str) -> AbstractContextManager[BufferedReader]:
    if name == STDIN:
        return nullcontext(cast(BufferedReader, sys.stdin.buffer))
    try:
        return Path(name).open("rb")
    except FileNotFoundError as error:
        raise BadInput("no such file", where=name, mend="check the name") from error
    except IsADirectoryError as error:
        raise BadInput("is a folder", where=name, mend="name a file in it") from error
    except OSError as error:
        raise EnvironmentFailed(
            f"cannot be read: {error.strerror}", where=name, mend="check its permissions"
        ) from error


def _damaged(name: str, error: Exception) -> BadInput:
    return BadInput(f"compressed data is damaged or cut short ({error})", where=name, mend="fetch it again")


def _decompressed(file: BufferedReader) -> BufferedReader:
    start = file.peek(4)
    if start.startswith(_GZIP):
        return BufferedReader(cast("IO[bytes]", gzip.GzipFile(fileobj=file)))  # type: ignore[arg-type]  # typeshed asks for more than it reads
    if start.startswith(_ZSTANDARD):
        import pyarrow as pa

        return BufferedReader(pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"))
    return file

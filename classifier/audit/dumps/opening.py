"""Opening a comment file, or standard input, whatever it is compressed with."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
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
    try:
        if name == STDIN:
            yield _decompressed(cast(BufferedReader, sys.stdin.buffer))
        else:
            with Path(name).open("rb") as file:
                yield _decompressed(file)
    except FileNotFoundError as error:
        raise BadInput("no such file", where=name, mend="check the name") from error
    except IsADirectoryError as error:
        raise BadInput("is a folder", where=name, mend="name a file in it") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadInput(
            f"compressed data is damaged or cut short ({error})", where=name, mend="fetch it again"
        ) from error
    except PermissionError as error:
        raise EnvironmentFailed("may not be read", where=name, mend="change its permissions") from error


def _decompressed(file: BufferedReader) -> BufferedReader:
    start = file.peek(4)
    if start.startswith(_GZIP):
        return BufferedReader(cast("IO[bytes]", gzip.GzipFile(fileobj=file)))  # type: ignore[arg-type]
    if start.startswith(_ZSTANDARD):
        import pyarrow as pa

        return BufferedReader(pa.CompressedInputStream(pa.PythonFile(file), "zstd"))
    return file

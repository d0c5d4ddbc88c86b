"""The bytes of a dump as they are stored: in a file, on standard input, or wherever fsspec reaches."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BufferedIOBase
from pathlib import Path
from typing import IO, Any

from classifier.audit.dumps.source import Source
from classifier.errors import BadInput, EnvironmentFailed

STDIN = "-"

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(::[^:/]+)*://")

# What fsspec itself can't do without; it knows the rest by name.
_PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs"}


def is_url(name: str) -> bool:
    """Whether fsspec is to open it.

    >>> is_url("s3://bucket/dump.jsonl"), is_url("dump.jsonl")
    (True, False)
    """
    return _URL.match(name) is not None


def is_web(name: str) -> bool:
    return name.startswith(("http://", "https://"))


class Missing(BadInput):
    """There is no file of that name."""


class Counted(Source):
    """A file of which `taken` bytes have been read so far."""

    def __init__(self, file: IO[bytes], name: str, *, seekable: bool) -> None:
        self._file = file
        self._seekable = seekable
        self.name = name
        self.taken = 0

    def seekable(self) -> bool:
        return self._seekable

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def some(self, most: int) -> bytes:
        with system_told_of(self.name):
            # A pipe is to give what it has rather than wait for more.
            read = self._file.read1(most) if isinstance(self._file, BufferedIOBase) else self._file.read(most)
        self.taken += len(read)
        return read


@contextmanager
def stored(name: str) -> Iterator[Counted]:
    """Open a file, a URL or, for `-`, standard input. Raises BadInput or EnvironmentFailed in one line."""
    if name == STDIN:
        yield Counted(sys.stdin.buffer, name, seekable=False)
        return
    with _opened(name) as file:
        yield Counted(file, name, seekable=file.seekable() and not is_web(name))


def file_system(url: str) -> tuple[Any, str]:
    """fsspec's file system for a URL, and the path within it."""
    try:
        import fsspec
    except ModuleNotFoundError as error:
        raise BadInput("reading it needs fsspec", where=url, mend="pip install 'tactful[remote]'") from error
    with system_told_of(url):
        system, path = fsspec.core.url_to_fs(url)
    return system, str(path)


@contextmanager
def system_told_of(name: str) -> Iterator[None]:
    """Say which file it is that an error is about, and what can be done. Of a URL, whatever fsspec's many
    file systems raise is the environment's failure."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        if _is_unreachable(error):
            raise _unreadable(name, error) from error
        raise Missing("no such file", where=name, mend="check the name") from error
    except IsADirectoryError as error:
        raise BadInput("is a folder", where=name, mend="name a file in it") from error
    except OSError as error:
        raise _unreadable(name, error) from error
    except (BadInput, EnvironmentFailed):
        raise
    except Exception as error:
        if not is_url(name):
            raise
        raise _of_url(name, error) from error


def _opened(name: str) -> IO[bytes]:
    with system_told_of(name):
        if not is_url(name):
            return Path(name).open("rb")
        system, path = file_system(name)
        # Whether a web server can give a piece of a file only shows when it should: so it comes in one go.
        options = {"block_size": 0} if is_web(name) else {}
        found: IO[bytes] = system.open(path, "rb", **options)
        return found


def _is_unreachable(error: OSError) -> bool:
    """Whether fsspec says that a file is not there since its server doesn't answer, or only complains."""
    cause = error.__cause__
    status = getattr(cause, "status", None)
    if status is not None:
        return status not in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
    return isinstance(cause, OSError) and not isinstance(cause, FileNotFoundError)


def _unreadable(name: str, error: OSError) -> EnvironmentFailed:
    mend = "check the network and your access" if is_url(name) else "check its permissions and the disk"
    why = error.strerror or error.__cause__ or error
    return EnvironmentFailed(f"cannot be read: {why}", where=name, mend=mend)


def _of_url(name: str, error: Exception) -> BadInput | EnvironmentFailed:
    scheme = re.split("::|:", name)[0].lower()
    if isinstance(error, ImportError):
        package = _PACKAGES.get(scheme)
        mend = f"pip install {package}" if package else str(error)
        return BadInput(f"reading {scheme}:// needs another package", where=name, mend=mend)
    if isinstance(error, ValueError):
        return BadInput(f"not a place that can be read ({error})", where=name, mend="check the address")
    why = str(error).partition("\n")[0] or type(error).__name__
    return EnvironmentFailed(f"cannot be read: {why}", where=name, mend="check the network and your access")

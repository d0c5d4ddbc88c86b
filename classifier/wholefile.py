"""A file that appears under its name only once it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from classifier.errors import EnvironmentFailed


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` if the block ends well, and is removed if it does not.

    A link keeps pointing where it does. What is no ordinary file, such as /dev/null, is written straight.
    Raises EnvironmentFailed where the file can't be made or finished; what the block raises passes through.
    """
    target = path.resolve()
    straight = target.exists() and not target.is_file()
    unfinished = target if straight else target.with_name(target.name + ".unfinished")
    try:
        file = unfinished.open("wb")
    except OSError as error:
        raise _failed(path, error) from error
    try:
        yield file
    except BaseException:
        file.close()
        if not straight:
            unfinished.unlink(missing_ok=True)
        raise
    try:
        file.close()
        if not straight:
            unfinished.replace(target)
    except OSError as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> EnvironmentFailed:
    return EnvironmentFailed(
        f"cannot be written: {error.strerror}", where=str(path), mend="name another place, or make room there"
    )

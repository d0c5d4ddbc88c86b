"""A file that appears under its name only once it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    with _told_of(path):
        file = unfinished.open("wb")
    try:
        yield file
        with _told_of(path):
            file.close()
            if not straight:
                unfinished.replace(target)
    except BaseException:
        with suppress(OSError):  # it may be what failed to be written that fails again
            file.close()
        if not straight:
            unfinished.unlink(missing_ok=True)
        raise


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Say which file it is that the system's error is about, and what can be done."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFailed(
            f"cannot be written: {error.strerror}",
            where=str(path),
            mend="name another place, or make room there",
        ) from error

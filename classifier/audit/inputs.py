"""The files that are audited: what tells whether one has changed, and the hash that the manifest states."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from classifier.audit.dumps.storage import STDIN, file_system, is_url
from classifier.errors import EnvironmentFailed

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Input:
    """A file as it was when the audit was planned.

    `size` in bytes and `changed`, which is different after every change: the time of the last change of a
    file here, what the store tells of one elsewhere. Both are None for standard input.
    """

    path: str
    size: int | None
    changed: str | None


def look_at(path: str) -> Input:
    """What tells a file from a later state of it. Raises EnvironmentFailed where it is not there."""
    if path == STDIN:
        return Input(path, None, None)
    if is_url(path):
        return _look_far(path)
    try:
        found = Path(path).stat()
    except OSError as error:
        raise gone(path, error) from error
    return Input(path, found.st_size if Path(path).is_file() else None, str(found.st_mtime_ns))


def _look_far(url: str) -> Input:
    system, path = file_system(url)
    try:
        info = system.info(path)
        changed = str(system.ukey(path))
    except OSError as error:
        raise gone(url, error) from error
    except NotImplementedError:
        changed = None
    size = info.get("size")
    return Input(url, None if size is None else int(size), changed)


def gone(path: str, error: OSError) -> EnvironmentFailed:
    """The error for an input that was there when the audit began."""
    return EnvironmentFailed(
        f"cannot be read any more: {error.strerror or error}",
        where=path,
        mend="put it back, then go on with --resume",
    )


def check_unchanged(inputs: Iterable[Input]) -> None:
    """Raise EnvironmentFailed for a file that has vanished or changed since the audit was planned."""
    for given in inputs:
        if look_at(given.path) != given:
            raise EnvironmentFailed(
                "has changed while it was audited", where=given.path, mend="audit it anew with --overwrite"
            )


def sha256(given: Input, stopped: Callable[[], bool]) -> str | None:
    """The hash of a file's bytes as `sha256sum` prints it; None where they can't be read twice, or if
    stopped.

    A file elsewhere is not fetched a second time for it: what its store says of it stands in.
    """
    if given.size is None or is_url(given.path):
        return None
    found = hashlib.sha256()
    try:
        with Path(given.path).open("rb", buffering=0) as file:
            while block := file.read(_BLOCK):
                found.update(block)
                if stopped():
                    return None
    except OSError as error:
        raise gone(given.path, error) from error
    return found.hexdigest()

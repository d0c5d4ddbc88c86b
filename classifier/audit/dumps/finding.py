"""From the names that a user gives to files: folders, patterns and URLs are looked through."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from classifier.audit.dumps.storage import STDIN, file_system, is_url, is_web, system_told_of
from classifier.errors import BadInput


def files(names: Sequence[str], leave_out: Path | None = None) -> Iterator[tuple[str, bool]]:
    """Each file once, those of one name sorted, and whether it was named itself or lies in a named folder.

    Hidden files and links to folders are not looked into, nor anything in the folder `leave_out`.
    """
    seen: set[str] = set()
    for name in names:
        for path, named in _of_url(name) if is_url(name) else _of_name(name):
            real = path if is_url(path) or path == STDIN else os.path.realpath(path)
            if real not in seen and not _is_in(real, leave_out):
                seen.add(real)
                yield path, named


def _of_name(name: str) -> Iterator[tuple[str, bool]]:
    if name == STDIN or Path(name).is_file():
        yield name, True
    elif Path(name).is_dir():
        yield from ((path, False) for path in _in_folder(name))
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  # pathlib takes no absolute patterns
        if not matches:
            raise BadInput("no file matches", where=name, mend="check the pattern")
        for match in matches:
            if not Path(match).is_dir():
                yield match, True
            elif "**" not in name:  # with it, the files in the folder match as well
                yield from ((path, False) for path in _in_folder(match))
    else:
        yield name, True  # a pipe, a device; or nothing, which opening it tells best


def _in_folder(name: str) -> list[str]:
    def refuse(error: OSError) -> None:
        raise error

    found: list[str] = []
    with system_told_of(name):
        for folder, folders, inside in os.walk(name, onerror=refuse):
            folders[:] = [entry for entry in folders if not entry.startswith(".")]
            found += [os.path.join(folder, entry) for entry in inside if not entry.startswith(".")]  # noqa: PTH118
    if not found:
        raise BadInput("is a folder without files", where=name, mend="name another")
    return sorted(found)


def _of_url(name: str) -> Iterator[tuple[str, bool]]:
    if is_web(name):  # no folders or patterns to rely on
        yield name, True
        return
    system, path = file_system(name)
    with system_told_of(name):
        if glob.has_magic(path):
            found, named = system.glob(path), True
        elif system.isdir(path):
            found, named = system.find(path), False
        else:
            found, named = [path], True
        urls = sorted(str(system.unstrip_protocol(entry)) for entry in found)
    if not urls:
        raise BadInput("no file there", where=name, mend="check the name")
    yield from ((url, named) for url in urls)


def _is_in(path: str, folder: Path | None) -> bool:
    return folder is not None and Path(path).is_relative_to(os.path.realpath(folder))

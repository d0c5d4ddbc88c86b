"""A full disk, a folder that is read-only, an input that vanishes: status 3, one line, and a way on."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from audits import contents, dumps, end, start

from classifier.audit import groups, plan
from classifier.audit.audit import audit
from classifier.audit.folder import Folder
from classifier.audit.request import Request
from classifier.audit.watch import NoWatch
from classifier.audit.work import Done
from classifier.errors import EnvironmentFailed

NOBODY = 65_534


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dumps(tmp_path_factory.mktemp("failing") / "exports")


@pytest.fixture(scope="module")
def whole(folder: Path, made_path: Path) -> Path:
    out = folder.parent / "whole"
    assert end(start(folder, "-o", out, "--model", made_path)) == 0
    return out


def limited(size: int) -> None:
    """Let this process write no longer files: what a full disk does, for one file at a time."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [300, 6_000, 40_000], ids=["plan", "shard", "results"])
def test_no_room_for_a_file(folder: Path, whole: Path, tmp_path: Path, made_path: Path, size: int) -> None:
    out, err = tmp_path / "out", tmp_path / "err"
    longest = max(path.stat().st_size for path in whole.iterdir())
    assert size < longest
    begun = start(folder, "-o", out, "--model", made_path, err=err, before=partial(limited, size))
    assert end(begun) == 3
    (line,) = err.read_text().splitlines()
    assert str(out) in line
    assert "File too large" in line
    assert [path.name for path in out.iterdir()] == [".unfinished"]
    assert end(start(folder, "-o", out, "--model", made_path, "--resume")) == 0
    assert contents(out) == contents(whole)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk takes root")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk(folder: Path, whole: Path, small_disk: Path, made_path: Path, tmp_path: Path) -> None:
    out, err = small_disk / "out", tmp_path / "err"
    assert end(start(folder, "-o", out, "--model", made_path, err=err)) == 3
    (line,) = err.read_text().splitlines()
    assert "No space left on device" in line
    assert "make room" in line
    moved = tmp_path / "out"
    shutil.copytree(out, moved)
    assert list(moved.glob(".unfinished/*.arrow"))
    assert end(start(folder, "-o", moved, "--model", made_path, "--resume")) == 0
    assert contents(moved) == contents(whole)


def as_nobody() -> None:
    """Root may write anywhere: be somebody else from the moment on at which the folder is looked at."""
    held = Folder.held

    def held_by_nobody(*given: Any, **named: Any) -> Any:
        if os.getuid() == 0:
            os.seteuid(NOBODY)
        return held(*given, **named)

    Folder.held = held_by_nobody  # type: ignore[method-assign]


@pytest.mark.parametrize("there", [True, False], ids=["there", "to be made"])
def test_a_folder_that_may_not_be_written_to(
    folder: Path, made_path: Path, tmp_path: Path, there: bool
) -> None:
    place = Path(tempfile.mkdtemp())  # somebody else may not even look into pytest's
    out, err = place if there else place / "out", tmp_path / "err"
    place.chmod(0o555)
    begun = start(folder, "-o", out, "--model", made_path, err=err, before=as_nobody)
    try:
        assert end(begun) == 3
        assert err.read_text() == (
            f"tactful: {out}: cannot be written: Permission denied; name another folder, or make room\n"
        )
    finally:
        place.rmdir()


class Vanishing(NoWatch):
    """Removes a file once the audit has begun."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = path.rename(path.with_suffix(".kept"))
        shutil.copy2(self.kept, self.path)

    def begin(self, size: int | None, done: Done) -> None:
        self.path.unlink()


@pytest.fixture
def in_small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "BATCH_ROWS", 40)
    monkeypatch.setattr(groups, "GROUP_ROWS", 80)
    monkeypatch.setattr(plan, "TASK_BYTES", 8_000)


def test_an_input_that_vanishes(whole: Path, tmp_path: Path, made_path: Path, in_small_groups: None) -> None:
    folder = dumps(tmp_path / "exports")
    path, out = folder / "2.jsonl", tmp_path / "out"
    vanishing = Vanishing(path)
    with pytest.raises(EnvironmentFailed) as caught:
        audit(Request([str(folder / "*.jsonl")], out, model=made_path), vanishing)
    assert str(caught.value) == (f"{path}: is not there any more; put it back and go on with --resume")
    vanishing.kept.rename(path)
    audit(Request([str(folder / "*.jsonl")], out, model=made_path, resume=True))
    counts = Folder(out).manifest()["counts"]
    assert counts == contents(whole)["manifest"]["counts"]


class Changing(NoWatch):
    """Adds to a file while it is audited."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, size: int | None, done: Done) -> None:
        with self.path.open("a") as file:
            file.write('{"text": "one more"}\n')


def test_an_input_that_changes(tmp_path: Path, made_path: Path, in_small_groups: None) -> None:
    folder = dumps(tmp_path / "exports", 2)
    path = folder / "1.jsonl"
    with pytest.raises(EnvironmentFailed, match="has changed while it was audited"):
        audit(Request([str(folder)], tmp_path / "out", model=made_path), Changing(path))


def test_a_row_that_is_lost_is_noticed(
    tmp_path: Path, made_path: Path, monkeypatch: pytest.MonkeyPatch, in_small_groups: None
) -> None:
    from classifier.audit import work

    by_part = work._by_part

    def losing(group: groups.Group) -> object:
        return ((part, batch.slice(1)) for part, batch in by_part(group))

    monkeypatch.setattr(work, "_by_part", losing)
    folder = dumps(tmp_path / "exports", 1)
    with pytest.raises(EnvironmentFailed, match="300 rows were read, 296 kept and 296 counted"):
        audit(Request([str(folder)], tmp_path / "out", model=made_path))
    assert not (tmp_path / "out" / "manifest.json").exists()

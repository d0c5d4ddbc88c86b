"""A file appears whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from classifier.errors import EnvironmentFailed
from classifier.wholefile import writing


def test_nothing_is_there_before_the_end_and_all_is_after(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with writing(path) as file:
        file.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"earlier")

    def fail() -> None:
        with writing(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_where_it_does(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with writing(tmp_path / "link") as file:
        file.write(b"whole")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"whole"


def test_what_is_no_ordinary_file_is_written_straight(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)  # both ends at once, so that nobody waits
    with writing(pipe) as file:
        file.write(b"straight")
    assert os.read(reader, 100) == b"straight"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "out", tmp_path):
        with pytest.raises(EnvironmentFailed, match="cannot be written: ") as caught, writing(path):
            pass
        assert str(caught.value).startswith(f"{path}: ")

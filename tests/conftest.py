"""What tests of every package share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that is not ours to publish, beside the repository; TACTFUL_SHARED overrides."""
    return Path(os.environ.get("TACTFUL_SHARED", REPOSITORY.parent / "shared"))


@pytest.fixture(scope="session")
def saved_pages(shared: Path) -> Path:
    """The owner's copies of the saved news pages."""
    return _folder(shared / "seeds")


@pytest.fixture(scope="session")
def evaluation_sets(shared: Path) -> Path:
    """The labelled sets that are for measuring only."""
    return _folder(shared / "corpora" / "eval")


def _folder(path: Path) -> Path:
    if not path.is_dir():
        pytest.skip(f"{path} is missing; set TACTFUL_SHARED to the folder that has it")
    return path

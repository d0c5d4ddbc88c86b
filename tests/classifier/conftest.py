"""What the classifier's tests share: the model that ships, one made by hand, and real-looking comments."""

from __future__ import annotations

import json
from pathlib import Path

import made_model
import pytest

import classifier
from classifier.training.topics import SEEDS


@pytest.fixture(scope="session")
def model() -> classifier.Model:
    """The model that ships with tactful. Its scores change with every training: test none of them."""
    return classifier.load()


@pytest.fixture(scope="session")
def made_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_model.write(tmp_path_factory.mktemp("model") / "made.tactful")


@pytest.fixture(scope="session")
def made(made_path: Path) -> classifier.Model:
    """A model that knows the words of `made_model.WORDS`."""
    return classifier.load(made_path)


@pytest.fixture(scope="session")
def comments() -> list[str]:
    """Every fortieth of our own comments."""
    lines = (SEEDS / "comments.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[::40]]

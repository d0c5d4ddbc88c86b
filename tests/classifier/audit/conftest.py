"""What the tests of the audit share."""

from __future__ import annotations

import json

import pytest

from classifier.audit.evaluation import FILE, Evaluation, evaluation_of


@pytest.fixture(scope="session")
def evaluated() -> Evaluation:
    """The figures in `evaluation.json`, of whichever model they are."""
    found = evaluation_of(json.loads(FILE.read_text(encoding="utf-8"))["model"])
    assert found is not None
    return found

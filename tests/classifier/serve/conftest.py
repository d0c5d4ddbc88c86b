"""A real server on loopback for each test file, and the plainest of clients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from serving import Served, served

import classifier
from classifier.serve.options import Options


@pytest.fixture(scope="module")
def server(made: classifier.Model) -> Iterator[Served]:
    """A server over the model made by hand, without keys."""
    with served(made, Options(port=0)) as running:
        yield running

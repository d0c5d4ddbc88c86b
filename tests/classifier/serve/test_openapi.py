"""The OpenAPI document against the server, by schemathesis: what it says is so, and no input breaks it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from serving import Served, served

import classifier
from classifier.serve.openapi import document
from classifier.serve.options import Options

HERE = Path(__file__).parent


def test_the_server_does_as_its_document_says(made: classifier.Model, tmp_path: Path) -> None:
    with served(made, Options(port=0, review=Path(os.devnull))) as running:
        ended = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"),
                f"--config-file={HERE / 'schemathesis.toml'}",
                "run",
                f"{running.url}/openapi.json",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    told = "\n".join(line[:400] for line in ended.stdout.splitlines())
    assert ended.returncode == 0, told
    assert "7 selected / 7 total" in told


def test_the_document_is_served(server: Served) -> None:
    assert server.ask("GET", "/openapi.json").json == document()


def test_nothing_in_it_is_missing(server: Served) -> None:
    for path, operations in document()["paths"].items():
        for method in operations:
            assert server.ask(method.upper(), path, b"{}" if method == "post" else None).code != 404, path

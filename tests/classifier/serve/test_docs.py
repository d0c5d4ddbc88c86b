"""What docs/serve.md and docs/migrating-from-perspective.md tell a reader to do, done."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from serving import Served

from classifier.serve import limits

DOCS = Path(__file__).parents[3] / "docs"
SERVE = (DOCS / "serve.md").read_text("utf-8")
MIGRATING = (DOCS / "migrating-from-perspective.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8100"


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


SHELL = re.sub(r"-d '\n *", "-d '", "".join(blocks(SERVE, "sh")))
CURLS = [line for line in SHELL.splitlines() if line.startswith("curl")]


@pytest.mark.parametrize("command", CURLS, ids=lambda command: re.search(r"/v1\w*/[\w:]+", command)[0])
def test_a_curl_command_works(server: Served, command: str) -> None:
    ended = subprocess.run(
        ["bash", "-c", command.replace(ADDRESS, server.url)], capture_output=True, text=True, check=True
    )
    assert "error" not in json.loads(ended.stdout), ended.stdout


def test_there_are_curl_commands() -> None:
    assert len(CURLS) == 3


@pytest.mark.parametrize(
    "code", [*blocks(SERVE, "python"), *blocks(MIGRATING, "python")], ids=["arrow", "google"]
)
def test_the_python_works(server: Served, code: str) -> None:
    subprocess.run([sys.executable, "-c", code.replace(ADDRESS, server.url)], capture_output=True, check=True)


def test_the_javascript_is_what_the_tests_of_the_clients_use() -> None:
    [shown] = blocks(MIGRATING, "js")
    used = (Path(__file__).parent / "clients" / "redirect.js").read_text("utf-8")
    as_used = shown.replace(f'"{ADDRESS}"', "process.env.TACTFUL_SERVE")
    assert "".join(as_used.split()) in "".join(line for line in used.split("\n") if line[:2] != "//").replace(
        " ", ""
    )


def test_the_error_that_is_shown_is_the_servers(server: Served) -> None:
    [shown] = [json.loads(block) for block in blocks(SERVE, "json")]
    assert server.analyze("").json == shown


def test_limits_and_metrics_are_those_of_the_server(server: Served) -> None:
    text = " ".join(SERVE.split())
    for number in (
        limits.COMMENT_BYTES,
        limits.LINE_BYTES,
        limits.CONNECTIONS,
        limits.SCORE_ROWS,
        limits.WAITING_CHARACTERS,
    ):
        assert f"{number:,}" in text
    assert f"{limits.IDLE_S:.0f} seconds" in text
    exposed = server.ask("GET", "/metrics").body.decode()
    for name in set(re.findall(r"^# TYPE (tactful_\w+)", exposed, flags=re.MULTILINE)):
        assert f"`{name}`" in SERVE
    for name in re.findall(r"^\| `(tactful_\w+)`", SERVE, flags=re.MULTILINE):
        assert name in exposed

"""`tactful serve` as a user runs it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from serving import Command

import classifier
from classifier.cli.main import main
from classifier.serve.keys import hashed

TACTFUL = Path(sys.executable).with_name("tactful")


def run(*arguments: str) -> tuple[int, str, str]:
    ended = subprocess.run(
        [TACTFUL, "serve", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_it_says_where_it_is_and_ends_well_when_told_to() -> None:
    command = Command()
    assert command.told.startswith("tactful: serving on http://127.0.0.1:")
    with urllib.request.urlopen(f"{command.url}/readyz", timeout=10) as response:  # noqa: S310
        assert response.status == 200
    assert command.end(signal.SIGTERM) == (0, "")


def test_interrupting_it_is_no_traceback() -> None:
    assert Command().end(signal.SIGINT) == (130, "tactful: interrupted\n")


def test_a_request_under_way_is_answered_before_the_end() -> None:
    command = Command()
    host, _, port = command.url.removeprefix("http://").partition(":")
    body = b'{"text": "hello"}'
    with socket.create_connection((host, int(port)), timeout=10) as client:
        client.sendall(
            b"POST /v1/explain HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        client.sendall(body[:5])
        # Until the server has seen the head, there is nothing under way.
        with urllib.request.urlopen(f"{command.url}/healthz", timeout=10):  # noqa: S310
            pass
        command._process.send_signal(signal.SIGTERM)
        client.sendall(body[5:])
        assert client.recv(100).startswith(b"HTTP/1.1 200 OK")
    assert command.end(signal.SIGTERM)[0] == 0


def test_a_port_that_is_taken_is_one_line_and_the_environments_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, _, told = run("--port", port)
    assert status == 3
    assert told == (
        f"tactful: 127.0.0.1:{port}: cannot listen there: Address already in use; "
        "choose another with --host and --port\n"
    )


def test_a_server_open_to_the_network_has_to_be_meant() -> None:
    status, _, told = run("--host", "0.0.0.0")  # noqa: S104
    assert status == 2
    assert "--keys FILE" in told


def test_a_new_key_is_printed_once(tmp_path: Path) -> None:
    keys = tmp_path / "keys.txt"
    status, key, told = run("--keys", str(keys), "--new-key", "coral")
    assert status == 0
    assert "shown this once" in told
    assert f"coral {hashed(key.strip())}" in keys.read_text()
    assert run("--new-key", "coral")[0] == 2


def test_missing_keys_are_told_in_one_line(tmp_path: Path) -> None:
    status, _, told = run("--keys", str(tmp_path / "none"))
    assert status == 2
    assert told.count("\n") == 1
    assert "--new-key" in told


def test_thresholds_are_translated(
    tmp_path: Path, made_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [f"note {number}" + " idiot" * (number % 4) for number in range(200)]
    scores = classifier.load(made_path).score(texts)[:, 1]
    lines = [f"{text},{score * 0.9}" for text, score in zip(texts, scores, strict=True)]
    (tmp_path / "scored.csv").write_text("\n".join(["text,INSULT", *lines]))
    assert main(["serve", "--calibrate", str(tmp_path / "scored.csv"), "--model", str(made_path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("INSULT (n = 200; rank correlation 1.00)\n")
    old, new, *_ = out.splitlines()[2].split()
    assert float(new) > float(old)


def test_a_file_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    status, _, told = run("--calibrate", str(tmp_path / "none.csv"))
    assert status == 2
    assert told.count("\n") == 1

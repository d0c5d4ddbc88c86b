"""Clients that hold a connection and do not get on."""

from __future__ import annotations

import contextlib
import json
import socket
import time

import pytest
from serving import Served, served

import classifier
from classifier.serve import limits
from classifier.serve.options import Options

HEAD = b"POST /v1/explain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"


def closed_after(client: socket.socket, seconds: float) -> bool:
    """Whether the server closes the connection in that time."""
    client.settimeout(seconds)
    try:
        while client.recv(65_536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("sent", [b"", b"POST /v1/expl", b"GET /healthz HTTP/1.1\r\nHost: loc"])
def test_half_a_head_is_cut_off(made: classifier.Model, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(limits, "IDLE_S", 0.5)
    with served(made, Options(port=0)) as running, socket.create_connection(running.address) as client:
        client.sendall(sent)
        assert closed_after(client, 5)


def test_a_head_that_drips_is_cut_off(made: classifier.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IDLE_S", 0.5)
    with served(made, Options(port=0)) as running, socket.create_connection(running.address) as client:
        deadline = time.monotonic() + 5
        with contextlib.suppress(OSError):  # a reset or a broken pipe
            while time.monotonic() < deadline:
                client.sendall(b"G")
                time.sleep(0.1)
        assert time.monotonic() < deadline, "it goes on"


def test_half_a_body_is_cut_off(made: classifier.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_S", 0.3)
    monkeypatch.setattr(limits, "LINGERING_S", 0.3)
    with (
        served(made, Options(port=0)) as running,
        socket.create_connection(running.address, timeout=5) as client,
    ):
        client.sendall(HEAD + b'{"text": ')
        assert client.recv(100).startswith(b"HTTP/1.1 408 ")
        assert closed_after(client, 5)


def test_who_does_not_take_a_long_answer_is_cut_off(
    made: classifier.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ANSWER_S", 0.5)
    body = json.dumps({"comments": [{"text": "hi", "id": "x" * 500}] * 10_000}).encode()
    head = b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
    with served(made, Options(port=0)) as running, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(running.address)
        client.sendall(head + body)
        deadline = time.monotonic() + 15
        while b"tactful_serve_connections 2.0" in running.ask("GET", "/metrics").body:
            assert time.monotonic() < deadline, "it still waits"
            time.sleep(0.1)


def test_who_comes_on_top_is_told_to_come_again(
    made: classifier.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CONNECTIONS", 3)
    with served(made, Options(port=0)) as running:
        crowd = [socket.create_connection(running.address) for _ in range(3)]
        with socket.create_connection(running.address, timeout=5) as late:
            told = late.recv(200)
            assert told.startswith(b"HTTP/1.1 503 ")
            assert b"Retry-After: 1" in told
        for client in crowd:
            client.close()
        deadline = time.monotonic() + 5
        while (reply := _try(running)) is None:
            assert time.monotonic() < deadline
        assert b"tactful_serve_connections_turned_away_total" in reply


def _try(running: Served) -> bytes | None:
    reply = running.ask("GET", "/metrics")
    return reply.body if reply.code == 200 else None

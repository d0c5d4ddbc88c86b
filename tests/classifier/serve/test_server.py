"""What any request may meet: no such thing, too large, from a strange page, an error of our own."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest
from serving import ANALYZE, Served, served

import classifier
from classifier.serve import limits
from classifier.serve.options import Options

SECRET = "nobody may read this idiot"


def test_what_is_not_there(server: Served) -> None:
    assert server.ask("GET", "/v2/score").error == (404, "NOT_FOUND", "")
    assert server.ask("GET", "/../../etc/passwd").code == 404
    reply = server.ask("GET", ANALYZE)
    assert reply.error == (405, "UNIMPLEMENTED", "")
    assert reply.headers["Allow"] == "POST"


def test_health(server: Served, made: classifier.Model) -> None:
    assert server.ask("GET", "/healthz").json == {"status": "ok"}
    assert server.ask("GET", "/readyz").json == {"status": "ready", "model": made.digest}
    head = server.ask("HEAD", "/healthz")
    assert (head.code, head.body) == (200, b"")


def test_headers_give_nothing_away(server: Served) -> None:
    headers = server.ask("GET", "/healthz").headers
    assert headers["Server"] == "tactful"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not [name for name in headers if name.lower().startswith("access-control")]


class TestTooLarge:
    def test_a_body_that_says_so(self, server: Served) -> None:
        reply = server.ask("POST", "/v1/explain", b"x" * (limits.EXPLAIN_BYTES + 1))
        assert reply.error == (413, "OUT_OF_RANGE", "")

    def test_a_body_that_does_not_say(self, server: Served) -> None:
        with socket.create_connection(server.address, timeout=10) as client:
            client.sendall(
                b"POST /v1/explain HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            answer = b""
            try:
                for _ in range(100):
                    client.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
            except OSError:
                pass  # it was cut off
            try:
                answer = client.recv(100)
            except ConnectionResetError:
                return
            assert answer.startswith(b"HTTP/1.1 413 ")

    def test_bodies_have_a_bound_together(self, server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "HELD_BYTES", 50_000)
        asked = {"text": "y" * 20_000}
        head = b"POST /v1/explain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 45000\r\n\r\n"
        deadline = time.monotonic() + 10
        with socket.create_connection(server.address, timeout=10) as slow:
            slow.sendall(head + b'{"text": "' + b"x" * 35_000)
            while (reply := server.post("/v1/explain", asked)).code == 200:
                assert time.monotonic() < deadline
            assert reply.error == (503, "UNAVAILABLE", "")
        while server.post("/v1/explain", asked).code == 503:
            assert time.monotonic() < deadline, "what has gone is still held"

    def test_a_compressed_body_is_not_unpacked(self, server: Served) -> None:
        reply = server.ask("POST", "/v1/explain", b"\x1f\x8b", Content_Encoding="gzip")
        assert reply.error == (415, "INVALID_ARGUMENT", "")

    @pytest.mark.parametrize("head", [b"GET /" + b"a" * 9_000, b"GET / HTTP/1.1\r\nX: " + b"a" * 9_000])
    def test_a_long_line(self, server: Served, head: bytes) -> None:
        assert self._raw(server, head + b"\r\n\r\n").startswith(b"HTTP/1.0 400 ")

    def test_many_headers(self, server: Served) -> None:
        head = b"GET /healthz HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % number for number in range(100))
        assert b" 400 " in self._raw(server, head + b"\r\n").splitlines()[0]

    @staticmethod
    def _raw(server: Served, sent: bytes) -> bytes:
        with socket.create_connection(server.address, timeout=10) as client:
            client.sendall(sent)
            return client.recv(1000)


def test_a_client_that_waits_for_a_go_ahead_gets_it(server: Served) -> None:
    body = b'{"text": "hello"}'
    head = (
        b"POST /v1/explain HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    )
    with socket.create_connection(server.address, timeout=10) as client:
        client.sendall(head % len(body))
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)
        assert client.recv(1000).startswith(b"HTTP/1.1 200 OK\r\n")


class TestBrowsers:
    def test_a_page_of_another_site_is_not_answered(self, server: Served) -> None:
        reply = server.post("/v1/explain", {"text": "hello"}, Origin="https://evil.example")
        assert reply.error == (403, "PERMISSION_DENIED", "")
        assert server.post("/v1/explain", {"text": "hello"}, Origin="null").code == 403

    @pytest.mark.parametrize("origin", ["http://[", "", "127.0.0.1", "://"])
    def test_nor_is_a_broken_origin(self, server: Served, origin: str) -> None:
        assert server.post("/v1/explain", {"text": "hello"}, Origin=origin).code == 403

    def test_our_own_page_is(self, server: Served) -> None:
        assert server.post("/v1/explain", {"text": "hello"}, Origin=server.url).code == 200

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
    def test_a_foreign_name_that_points_here_is_not_answered(self, server: Served, host: str) -> None:
        assert server.ask("GET", "/metrics", Host=host).code == 403

    @pytest.mark.parametrize(
        "host", ["localhost:1", "127.0.0.1", "[::1]:80", "commentanalyzer.googleapis.com"]
    )
    def test_names_of_this_machine_are(self, server: Served, host: str) -> None:
        assert server.ask("GET", "/metrics", Host=host).code == 200

    def test_health_has_no_secrets_and_needs_no_name(self, server: Served) -> None:
        with socket.create_connection(server.address, timeout=10) as client:
            client.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")  # as some proxies ask
            assert b" 200 OK" in client.recv(100)

    def test_preflights_are_refused(self, server: Served) -> None:
        reply = server.ask("OPTIONS", ANALYZE, Origin="https://evil.example")
        assert reply.code == 405


class TestLogs:
    def test_an_error_of_our_own_is_told_without_the_text(
        self, made: classifier.Model, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*arguments: Any) -> None:
            raise ValueError(f"cannot read {arguments}")

        caplog.set_level(logging.DEBUG)
        with served(made, Options(port=0)) as running:
            monkeypatch.setattr(made, "score", fail)
            monkeypatch.setattr(made, "check", fail)
            assert running.analyze(SECRET).error == (500, "INTERNAL", "")
            assert running.post("/v1/explain", {"text": SECRET}).error == (500, "INTERNAL", "")
        assert "ValueError while answering" in caplog.text
        assert "test_server.py" in caplog.text, "it should say where"
        assert SECRET not in caplog.text

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda body: body,
            lambda body: body[:-1],
            lambda body: b'{"comment": {"text": 5}}' + body,
            lambda body: body + b"\xff",
        ],
    )
    def test_no_request_puts_a_text_or_a_key_in_the_log(
        self, server: Served, caplog: pytest.LogCaptureFixture, spoil: Callable[[bytes], bytes]
    ) -> None:
        caplog.set_level(logging.DEBUG)
        body = json.dumps({"comment": {"text": SECRET}, "requestedAttributes": {"INSULT": {}}}).encode()
        server.ask("POST", f"{ANALYZE}?key={SECRET.replace(' ', '+')}", spoil(body))
        assert "nobody" not in caplog.text

    def test_nor_does_a_broken_request(self, server: Served, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        with socket.create_connection(server.address, timeout=10) as client:
            client.sendall(b"POST /?key=nobody HTTP/1.1\r\nnobody\r\n\r\n")
            assert client.recv(100)
        assert "nobody" not in caplog.text


def test_counters(server: Served) -> None:
    server.analyze("hello")
    server.ask("GET", "/nowhere/7")
    reply = server.ask("GET", "/metrics")
    assert reply.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = reply.body.decode().splitlines()
    assert any(
        line.startswith(f'tactful_serve_requests_total{{code="200",route="{ANALYZE}"}} ') for line in lines
    )
    assert any(line.startswith('tactful_serve_requests_total{code="404",route="unknown"} ') for line in lines)
    assert any(line.startswith("tactful_serve_batch_comments_count ") for line in lines)
    assert "tactful_serve_connections 1.0" in lines
    assert "tactful_serve_waiting_requests 0.0" in lines
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)
    assert not [line for line in lines if "nowhere" in line]

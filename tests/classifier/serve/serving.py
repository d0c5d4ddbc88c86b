"""Serve in a thread of its own, as another process would, and ask over a socket."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import classifier
from classifier.serve.options import Options
from classifier.serve.running import running

ANALYZE = "/v1alpha1/comments:analyze"
SUGGEST = "/v1alpha1/comments:suggestscore"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    code: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> tuple[int, str, str]:
        """The error's code, its status and the Perspective API's type, empty if it has none."""
        told = self.json["error"]
        assert told["code"] == self.code
        details = told.get("details", [])
        return self.code, told["status"], details[0]["errorType"] if details else ""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    url: str

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        """Send one request; headers are given with underscores."""
        connection = http.client.HTTPConnection(*self.address, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        reply = Reply(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return reply

    def post(self, path: str, body: Any, **headers: str) -> Reply:
        """Send JSON."""
        return self.ask("POST", path, json.dumps(body).encode(), Content_Type="application/json", **headers)

    def analyze(self, text: str | None, *names: str, **fields: Any) -> Reply:
        """Score a comment for these attributes, TOXICITY if none is named."""
        body = {
            "comment": {"text": text},
            "requestedAttributes": {name: {} for name in names or ["TOXICITY"]},
        }
        return self.post(ANALYZE, {**body, **fields})


@contextmanager
def served(model: classifier.Model, options: Options) -> Iterator[Served]:
    """Serve while the block runs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    context = running(options, model)

    def done(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)

    try:
        url = done(context.__aenter__())
        try:
            yield Served(url)
        finally:
            done(context.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Command:
    """`tactful serve` as a process of its own, from its first word on standard error until SIGTERM."""

    def __init__(self, *options: str) -> None:
        program = Path(sys.executable).with_name("tactful")
        self._process = subprocess.Popen(
            [program, "serve", "--port", "0", *options], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        self.told = self._process.stderr.readline()
        self.url = next((word.rstrip("/") for word in self.told.split() if word.startswith("http")), "")
        self.pid = self._process.pid

    def __enter__(self) -> Self:
        assert self.url, self.told
        return self

    def __exit__(self, *_: object) -> None:
        self.end(signal.SIGTERM)

    def end(self, sent: signal.Signals) -> tuple[int, str]:
        """Send a signal; gives the exit status and what else was said."""
        self._process.send_signal(sent)
        _, told = self._process.communicate(timeout=20)
        return self._process.returncode, told

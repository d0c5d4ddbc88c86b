"""Serve in a thread of its own, as another process would, and ask over a socket."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
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

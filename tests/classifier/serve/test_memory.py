"""Memory stays where it is, however many requests come. `make bench-serve` does the same with a million."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import psutil
from serving import ANALYZE, Command

_MIB = 1024 * 1024
_TEXTS = [f"comment number {number} you idiot" for number in range(50)]


def test_memory_is_flat_over_many_requests() -> None:
    with Command() as command:
        process = psutil.Process(command.pid)
        connection = http.client.HTTPConnection(urlsplit(command.url).netloc, timeout=20)

        def ask(times: int) -> None:
            for number in range(times):
                asked = {
                    "comment": {"text": _TEXTS[number % 50]},
                    "requestedAttributes": {"TOXICITY": {}},
                    "clientToken": str(number),
                }
                connection.request("POST", ANALYZE, json.dumps(asked))
                assert connection.getresponse().read().startswith(b'{"languages"')

        ask(1_000)
        before = process.memory_info().rss
        ask(5_000)
        assert process.memory_info().rss - before < 2 * _MIB

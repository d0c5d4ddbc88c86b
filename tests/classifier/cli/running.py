"""Run `tactful` as a shell would, in this process: arguments and bytes in, exit status and bytes out."""

from __future__ import annotations

import io
import json
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from classifier.cli.main import main


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. `out` and `err` are what was written, decoded as UTF-8."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines: fails if there is anything else on it."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments: str | Path, stdin: bytes = b"") -> Ended:
    out, err = io.BytesIO(), io.BytesIO()
    with ExitStack() as stack:
        stack.enter_context(
            patch.object(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        )
        for stream, redirect in ((out, redirect_stdout), (err, redirect_stderr)):
            text = io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
            stack.callback(text.detach)
            stack.enter_context(redirect(text))
        status = main([str(argument) for argument in arguments])
    return Ended(status, out.getvalue().decode(), err.getvalue().decode())


def complaint(ended: Ended, status: int = 2) -> str:
    """The one line that a failed run says."""
    assert ended.status == status, ended
    assert ended.err.startswith("tactful: ")
    assert ended.err.count("\n") == 1, ended.err
    return ended.err.removeprefix("tactful: ").rstrip("\n")

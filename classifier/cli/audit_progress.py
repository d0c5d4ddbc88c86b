"""The progress bar of `tactful audit`."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Never, Self

import click
from tqdm import tqdm

from classifier.audit.work import Done


class Progress:
    """A bar over the bytes to read, with the comments a second and those flagged; only on a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[Never] | None = None
        self._done = Done()
        self._before = Done()
        self._started = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def begin(self, size: int | None, done: Done) -> None:
        self._before = self._done = done
        self._started = time.monotonic()
        self._bar = tqdm(
            total=size,
            initial=done.taken,
            unit="B",
            unit_scale=True,
            disable=None,
            file=sys.stderr,
            bar_format=None if size is None else "{percentage:3.0f}%|{bar}| {remaining} left{postfix}",
        )

    def add(self, done: Done) -> None:
        self._done += done
        if self._bar is None or self._bar.disable:
            return
        rate = (self._done.rows - self._before.rows) / max(time.monotonic() - self._started, 0.001)
        self._bar.set_postfix_str(
            f"{self._done.rows:,} comments, {rate:,.0f}/s, {self._done.flagged:,} flagged", refresh=False
        )
        self._bar.update(min(done.taken, (self._bar.total or sys.maxsize) - self._bar.n))

    def say(self, stage: str) -> None:
        self._close()
        if sys.stderr.isatty():
            click.echo(f"{stage} …", err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

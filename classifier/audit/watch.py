"""Who wants to know how far an audit is."""

from __future__ import annotations

from typing import Protocol

from classifier.audit.work import Done


class Watch(Protocol):
    """Told of progress, always in the thread that the audit was started in."""

    def begin(self, size: int | None, done: Done) -> None:
        """Scoring begins: `size` bytes are to be read, if that is known; `done` was done by earlier runs."""

    def add(self, done: Done) -> None:
        """So much more is done."""

    def say(self, stage: str) -> None:
        """Another stage begins."""


class NoWatch:
    """Nobody wants to know."""

    def begin(self, size: int | None, done: Done) -> None:
        """Pass over it."""

    def add(self, done: Done) -> None:
        """Pass over it."""

    def say(self, stage: str) -> None:
        """Pass over it."""

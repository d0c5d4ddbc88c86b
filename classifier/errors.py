"""Errors that a person can mend: one line saying what, where and the mend, and an exit status."""

from __future__ import annotations


class TactfulError(Exception):
    """Something the user can put right. The message is one line: what happened, where, what to do.

    >>> TactfulError("no such label: 'rude'", mend="use one of the labels that `tactful models show` lists")
    TactfulError("no such label: 'rude'; use one of the labels that `tactful models show` lists")
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        place = f"{where}: " if where else ""
        advice = f"; {mend}" if mend else ""
        super().__init__(f"{place}{what}{advice}")


class BadInput(TactfulError):
    """Bad usage or bad input: exit status 2."""


class EnvironmentFailed(TactfulError):
    """The disk, the network or the database failed: exit status 3."""

    exit_code = 3


class JobFailed(TactfulError):
    """The job ran and found what it was told to fail on: exit status 1."""

    exit_code = 1


class Interrupted(TactfulError):
    """The user, or the system, asked the program to end: exit status 130."""

    exit_code = 130

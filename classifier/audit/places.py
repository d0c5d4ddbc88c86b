"""Where the parts of an audit stand, so that a row is named as a person would find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of the plan stands: its file, as a person would name it, and how many rows and lines of
    that file come before it."""

    source: str
    rows_before: int = 0
    lines_before: int = 0

    def row(self, within: int) -> int:
        """The number in its file, from 0, of a row of the part."""
        return self.rows_before + within

    def line(self, within: int | None) -> int | None:
        """The number in its file, from 1, of a line of the part; None for formats without lines."""
        return None if within is None else self.lines_before + within

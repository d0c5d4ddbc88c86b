"""Where the parts of an audit stand, so that a row is named as a person would find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of the plan stands: its file, as a person would name it, and how many rows and lines of
    that file come before it."""

    source: str
    rows_before: int = 0
    lines_before: int = 0

    def row(self, kept: Mapping[str, Any]) -> int:
        """The number of a kept row in its file, from 0."""
        return self.rows_before + int(kept["row"])

    def line(self, kept: Mapping[str, Any]) -> int | None:
        """The line of a kept row in its file, from 1; None for formats without lines."""
        return None if kept["line"] is None else self.lines_before + int(kept["line"])

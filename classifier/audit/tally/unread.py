"""What could not be read: how many rows for which reason, and where the first ones are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from classifier.audit.tally.scored import Scored

#: Reasons that are told apart, and rows that are shown.
MOST_REASONS = 50
MOST_SHOWN = 20
LONGEST_REASON = 200

OTHER_REASONS = "other reasons"

_NUMBERS = re.compile(r"\d+")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row that could not be read; `row` and `line` count within its part."""

    part: int
    row: int
    line: int | None
    error: str


@dataclass
class Unread:
    """`reasons` counts rows by their error without numbers and quotations; `first` are the first rows."""

    reasons: Counter[str]
    first: list[UnreadRow]

    @classmethod
    def of(cls, scored: Scored) -> Unread:
        """Count one batch."""
        rows = np.flatnonzero(scored.unread)
        if not len(rows):
            return cls(Counter(), [])
        taken = scored.batch.take(rows)
        errors = taken.column("error").to_pylist()
        shown = taken.slice(0, MOST_SHOWN).select(["row", "line", "error"]).to_pylist()
        unread = cls(
            Counter(_reason(error) for error in errors),
            [UnreadRow(scored.part, **{**row, "error": row["error"][:LONGEST_REASON]}) for row in shown],
        )
        unread._let_go()
        return unread

    def merge(self, other: Unread) -> None:
        """Add another's, which come later in the dump."""
        self.reasons.update(other.reasons)
        self._let_go()
        self.first = (self.first + other.first)[:MOST_SHOWN]

    def _let_go(self) -> None:
        ordered = sorted(self.reasons, key=lambda reason: (-self.reasons[reason], reason))
        for reason in ordered[MOST_REASONS:]:
            self.reasons[OTHER_REASONS] += self.reasons.pop(reason)

    def to_json(self) -> dict[str, Any]:
        first = [[row.part, row.row, row.line, row.error] for row in self.first]
        return {"reasons": dict(sorted(self.reasons.items())), "first": first}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Unread:
        return cls(Counter(given["reasons"]), [UnreadRow(*row) for row in given["first"]])


def _reason(error: str) -> str:
    return _NUMBERS.sub("…", _QUOTED.sub("…", error))[:LONGEST_REASON]

"""How many rows there were, and how many of them each label was scored in, flagged in and kept silent on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from classifier.audit.tally.scored import Counts, Scored


@dataclass
class Totals:
    """Rows of every kind. `scored`, `flagged` and `abstained` have one number for each label.

    `abstained` counts scores that reach their threshold in a text that is not English.
    """

    rows: int
    unread: int
    by_bots: int
    flagged_rows: int
    scored: Counts
    flagged: Counts
    abstained: Counts

    @classmethod
    def of(cls, scored: Scored) -> Totals:
        """Count one batch."""
        scores, flags = scored.by_label
        flagged = np.count_nonzero(flags, axis=1)
        return cls(
            rows=len(scored.scores),
            unread=int(scored.unread.sum()),
            by_bots=int(pc.sum(scored.batch.column("by_bot")).as_py() or 0),
            flagged_rows=int(scored.flagged.sum()),
            scored=np.count_nonzero(scores == scores, axis=1),  # NaN is unlike itself
            flagged=flagged,
            abstained=np.count_nonzero(scores >= scored.thresholds[:, None], axis=1) - flagged,
        )

    def merge(self, other: Totals) -> None:
        """Add another's numbers."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def to_json(self) -> dict[str, Any]:
        return {
            name: value.tolist() if isinstance(value, np.ndarray) else value
            for name, value in vars(self).items()
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Totals:
        read: dict[str, Any] = {
            name: np.array(value, dtype=np.int64) if isinstance(value, list) else value
            for name, value in given.items()
        }
        return cls(**read)

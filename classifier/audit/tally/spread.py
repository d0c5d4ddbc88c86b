"""How scores and lengths are spread: counts in fixed bins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from classifier.audit.tally.scored import Counts, Floats, Scored

#: A score's bin is the two-hundredth of [0, 1] that it lies in.
BINS = 200

#: A text's bin is the number of these that its length in characters reaches.
LENGTHS = np.array([10, 20, 40, 60, 80, 120, 160, 240, 400, 800, 1600])


@dataclass
class Spread:
    """`scores` has shape (labels, BINS), `lengths` one number more than LENGTHS."""

    scores: Counts
    lengths: Counts

    @classmethod
    def of(cls, scored: Scored) -> Spread:
        """Count one batch; rows without a score or a text are in no bin."""
        characters = np.asarray(pc.utf8_length(scored.batch.column("text")).drop_null())
        bins = np.searchsorted(LENGTHS, characters, side="right")
        return cls(score_bins(scored.by_label[0]), np.bincount(bins, minlength=len(LENGTHS) + 1))

    def merge(self, other: Spread) -> None:
        """Add another's numbers."""
        self.scores = self.scores + other.scores
        self.lengths = self.lengths + other.lengths

    def to_json(self) -> dict[str, Any]:
        return {"scores": self.scores.tolist(), "lengths": self.lengths.tolist()}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Spread:
        return cls(np.array(given["scores"], dtype=np.int64), np.array(given["lengths"], dtype=np.int64))


def score_bins(scores: Floats) -> Counts:
    """Scores of shape (labels, rows) in bins, shape (labels, BINS)."""
    return np.stack([_bins_of(column) for column in scores])


def _bins_of(scores: Floats) -> Counts:
    told = scores == scores  # NaN is unlike itself
    bins = ((scores if told.all() else scores[told]) * BINS).astype(np.int64)
    counts = np.bincount(bins, minlength=BINS + 1)
    counts[BINS - 1] += counts[BINS]  # a score of 1 lies in the last bin
    return counts[:BINS]

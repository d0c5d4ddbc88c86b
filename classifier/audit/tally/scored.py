"""One batch of rows beside what the model found in it: what every count is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from classifier.audit.tally.hashes import mix

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Scored:
    """A batch of the schema of `dumps/rows.py`, from the `part`-th part of the plan.

    `scores` has shape (rows, labels), NaN where a score can't be told; `flags` the same shape; `thresholds`
    one number for each label.
    """

    batch: pa.RecordBatch
    scores: Floats
    flags: Flags
    thresholds: Floats
    part: int

    @cached_property
    def unread(self) -> Flags:
        """Which rows could not be read, shape (rows,)."""
        return np.asarray(self.batch.column("error").is_valid())

    @cached_property
    def flagged(self) -> Flags:
        """Which rows have any flag, shape (rows,)."""
        return np.asarray(self.flags.any(axis=1))

    @cached_property
    def reached(self) -> Flags:
        """Which scores reach their threshold, flagged or not, shape (rows, labels)."""
        return np.asarray(self.scores >= self.thresholds)

    @cached_property
    def rows(self) -> Counts:
        """The rows' numbers within their part."""
        return np.asarray(self.batch.column("row"))

    @cached_property
    def chance(self) -> npt.NDArray[np.uint64]:
        """A number for each row, as good as drawn at random, that depends on its place alone."""
        return mix(mix(np.uint64(self.part) + np.uint64(1)) + self.rows.astype(np.uint64))

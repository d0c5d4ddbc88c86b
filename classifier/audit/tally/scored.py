"""One batch of rows beside what the model found in it: what every count is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from classifier.audit.tally.hashes import mix
from classifier.labels import LINEAR

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

_FACTORS = mix(np.arange(1, len(LINEAR) + 1, dtype=np.uint64)) | np.uint64(1)

#: A score is near its threshold from this share of it up.
NEAR_SHARE = 0.5


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
    def by_label(self) -> tuple[Floats, Flags]:
        """The scores and the flags, each of shape (labels, rows): a label's own lie side by side."""
        return np.ascontiguousarray(self.scores.T), np.ascontiguousarray(self.flags.T)

    @cached_property
    def flagged(self) -> Flags:
        """Which rows have any flag, shape (rows,)."""
        return np.asarray(self.by_label[1].any(axis=0))

    @cached_property
    def _encoded(self) -> dict[str, pa.DictionaryArray]:
        return {}

    def encoded(self, column: str) -> tuple[pa.Array, Counts]:
        """The different values of a column of texts, and which of them each row has; null is one past."""
        if column not in self._encoded:
            self._encoded[column] = self.batch.column(column).dictionary_encode()
        values = self._encoded[column].dictionary
        return values, self._encoded[column].indices.fill_null(len(values)).to_numpy(zero_copy_only=False)

    def alike(self, rows: Counts) -> npt.NDArray[np.uint64]:
        """The same number for rows whose scores are all the same, `off_topic` aside: those of one text, or of
        texts that read the same once normalised."""
        return mix(self.scores[rows, : len(LINEAR)].view(np.uint64) @ _FACTORS)

    @cached_property
    def hits(self) -> Counts:
        """The numbers of the rows with any flag."""
        return np.flatnonzero(self.flagged)

    @cached_property
    def rows(self) -> Counts:
        """The rows' numbers within their part."""
        return np.asarray(self.batch.column("row"))

    @cached_property
    def chance(self) -> npt.NDArray[np.uint64]:
        """A number for each row, as good as drawn at random, that depends on its place alone."""
        return mix(mix(np.uint64(self.part) + np.uint64(1)) + self.rows.astype(np.uint64))

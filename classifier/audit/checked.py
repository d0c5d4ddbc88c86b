"""The sample to check by hand, filled in and read back: what the flags are worth on this very dump."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.audit.tally import Tally


@dataclass(frozen=True)
class Checked:
    """What a person said of the sampled rows. `labels` has, by (part, row), each label's 1 or 0; a label
    whose cell was left empty is missing."""

    labels: Mapping[tuple[int, int], Mapping[str, int]]


def write_sample(path: Path, tally: Tally, sources: Sequence[str], rows_before: Sequence[int]) -> None:
    """Write sample.csv: the rows to check in random order, with an empty column for each label.

    `sources` and `rows_before` say of each part which file it is of and how many rows of it come before.
    Raises EnvironmentFailed where the file can't be written.
    """
    raise NotImplementedError


def read_checked(path: Path, tally: Tally, sources: Sequence[str], rows_before: Sequence[int]) -> Checked:
    """Read a filled-in sample.csv of this very dump.

    Raises BadInput in one line, with the row, for a cell that is neither 1, 0 nor empty, and for a row that
    is not of this audit's sample.
    """
    raise NotImplementedError

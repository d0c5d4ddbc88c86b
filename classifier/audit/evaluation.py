"""How often the model errs, as measured on comments that people labelled: what the report corrects by.

`make evaluate` writes `evaluation.json` for the model that ships. It holds counts only, no comment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.audit.tally.spread import BINS
from classifier.training.intervals import Interval, wilson

FILE = Path(__file__).with_name("evaluation.json")

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n` comments."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        """The share; NaN of no comments."""
        return self.hits / self.n if self.n else float("nan")

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % interval."""
        return wilson(self.hits, self.n)


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """One label on one set: how the scores of comments that are such and of the others are spread.

    `such` and `others` have shape (BINS,). `exact` has, for some thresholds, how many of either reach it.
    """

    such: Counts
    others: Counts
    exact: Mapping[float, tuple[int, int]]

    def recall(self, threshold: float) -> Share:
        """How many of the comments that are such are flagged."""
        return Share(self._reaching(threshold)[0], int(self.such.sum()))

    def false_alarms(self, threshold: float) -> Share:
        """How many of the others are flagged."""
        return Share(self._reaching(threshold)[1], int(self.others.sum()))

    def precision(self, threshold: float) -> Share:
        """How many of the flagged are such; it depends on how common they are in the set."""
        such, others = self._reaching(threshold)
        return Share(such, such + others)

    def _reaching(self, threshold: float) -> tuple[int, int]:
        """For a threshold that was not counted exactly, the bins from the nearest bound up."""
        for known, counts in self.exact.items():
            if abs(known - threshold) < 1e-9:
                return counts
        bound = round(min(1.0, threshold) * BINS) if threshold <= 1 else BINS
        return int(self.such[bound:].sum()), int(self.others[bound:].sum())


@dataclass(frozen=True, slots=True)
class EvaluatedSet:
    """One labelled set of `n` comments. `lengths` counts them in the bins of `tally/spread.py`; `unknown` is
    the share of words that the vocabulary lacks, `foreign` the share of comments that are not English."""

    name: str
    what: str
    n: int
    lengths: Counts
    unknown: float
    foreign: float
    labels: Mapping[str, LabelCounts]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All sets that a model was measured on."""

    digest: str
    sets: Sequence[EvaluatedSet]


def evaluation_of(digest: str, file: Path = FILE) -> Evaluation | None:
    """What was measured of the model with this digest; None if it is not the one that was measured."""
    given = json.loads(file.read_text(encoding="utf-8"))
    if given["model"] != digest:
        return None
    return Evaluation(digest, tuple(_set(one) for one in given["sets"]))


def _set(given: Mapping[str, Any]) -> EvaluatedSet:
    return EvaluatedSet(
        given["name"],
        given["what"],
        given["n"],
        np.array(given["lengths"]),
        given["unknown"],
        given["foreign"],
        {label: _label(counts) for label, counts in given["labels"].items()},
    )


def _label(given: Mapping[str, Any]) -> LabelCounts:
    exact = {threshold: (such, others) for threshold, such, others in given["reaching"]}
    return LabelCounts(_filled(given["such"]), _filled(given["others"]), exact)


def _filled(given: Mapping[str, int]) -> Counts:
    """Counts by bin, of which the file has only those that are not nought."""
    counts = np.zeros(BINS, np.int64)
    for bin_, count in given.items():
        counts[int(bin_)] = count
    return counts

"""How much of what was planted is found, and how much of what is found was planted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.neardup.scene import Planted
from classifier.training.intervals import Interval, bootstrap, wilson

Rows = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of `n`, with its 95 % interval."""

    value: float
    interval: Interval
    n: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Of posts, and of pairs of posts of one campaign.

    `right`: for each row, whether it is in the campaign found that is mostly its own.
    """

    post_recall: Share
    post_precision: Share
    pair_recall: Share
    pair_precision: Share
    right: Bools


def score(planted: Planted, groups: Rows) -> Scores:
    """Compare the campaigns found, by row, with the planted ones.

    Intervals are of campaigns drawn with replacement, planted ones for recall and found ones for precision:
    posts of one stand or fall together.
    """
    truth = planted.campaign
    cells, counts = np.unique(np.stack((truth, groups)), axis=1, return_counts=True)
    right = _in_its_own(truth, groups, cells, counts)
    both = (cells >= 0).all(axis=0)
    true_pairs, found_pairs = _pairs(np.bincount(truth[truth >= 0])), _pairs(np.bincount(groups[groups >= 0]))
    hits = _pairs(counts[both])
    recalled = np.bincount(cells[0, both], hits, len(true_pairs))
    precise = np.bincount(cells[1, both], hits, len(found_pairs))
    return Scores(
        _ratio(_per(truth, right, len(true_pairs)), np.bincount(truth[truth >= 0])),
        _ratio(_per(groups, right, len(found_pairs)), np.bincount(groups[groups >= 0])),
        _ratio(recalled, true_pairs),
        _ratio(precise, found_pairs),
        right,
    )


def share(right: Bools) -> Share:
    """The share of single posts."""
    return Share(float(right.mean()), wilson(int(right.sum()), len(right)), len(right))


def _in_its_own(truth: Rows, groups: Rows, cells: Rows, counts: Rows) -> Bools:
    """Whether each row's campaign found holds more of its planted one than of any other, or of none."""
    order = np.lexsort((cells[0], -counts, cells[1]))
    found, first = np.unique(cells[1, order], return_index=True)
    mostly = np.full(int(groups.max(initial=-1)) + 2, -1)
    mostly[found] = cells[0, order][first]
    mostly[-1] = -1  # of the rows in no campaign
    right: Bools = (truth >= 0) & (groups >= 0) & (mostly[groups] == truth)
    return right


def _per(labels: Rows, right: Bools, count: int) -> Rows:
    return np.bincount(labels[(labels >= 0) & right], minlength=count)


def _pairs(counts: Rows) -> Rows:
    return counts * (counts - 1) // 2


def _ratio(hits: npt.NDArray[np.generic], totals: Rows) -> Share:
    there = np.flatnonzero(totals)
    part, whole = hits[there].astype(float), totals[there].astype(float)
    interval = bootstrap(lambda rows: float(part[rows].sum() / whole[rows].sum()), len(there))
    return Share(float(part.sum() / whole.sum()), interval, int(whole.sum()))

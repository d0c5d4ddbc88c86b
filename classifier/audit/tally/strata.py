"""A random sample to check by hand, taken in strata so that rare labels are in it, and how large each is.

Every row that could be read is in one stratum: that of its rarest flag, or `near` if any score reaches half
its threshold, or `far`. Each stratum's sample is the rows of the smallest hash of their place, which makes it
a simple random sample that comes out the same every time (bottom-k sampling: Cohen and Kaplan 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from classifier.audit.tally.kept import Kept
from classifier.audit.tally.scored import Counts, Scored
from classifier.labels import NAMES

#: The flags' order, rarest first: a row with several is in the stratum of the first.
RAREST_FIRST = (
    "threat",
    "identity_attack",
    "spam",
    "hostile",
    "off_topic",
    "obscene",
    "insult",
    "incivility",
)
STRATA = (*RAREST_FIRST, "near", "far")
NEAR = len(RAREST_FIRST)
FAR = NEAR + 1

#: A score is near its threshold from this share of it up.
NEAR_SHARE = 0.5

#: Rows to check of each stratum.
LIMITS = (30,) * len(RAREST_FIRST) + (100, 120)
LONGEST_TEXT = 2000

_COLUMNS = np.array([NAMES.index(name) for name in RAREST_FIRST])


@dataclass
class Strata:
    """`sizes` has a row for each stratum: all its rows, then those with each label's flag."""

    sizes: Counts
    sample: Kept

    @classmethod
    def of(cls, scored: Scored) -> Strata:
        """Sample one batch."""
        stratum = stratum_of(scored)
        sizes = np.zeros((len(STRATA), 1 + len(NAMES)), np.int64)
        sizes[:, 0] = np.bincount(stratum[stratum >= 0], minlength=len(STRATA))
        hits = np.flatnonzero(scored.flagged)
        np.add.at(sizes[:, 1:], stratum[hits], scored.flags[hits])
        chosen = []
        for number in range(len(STRATA)):
            rows = np.flatnonzero(stratum == number)
            chosen.append((rows, scored.chance[rows]))
        return cls(sizes, Kept.of(scored, chosen, LIMITS, distinct=False, longest=LONGEST_TEXT))

    def merge(self, other: Strata) -> None:
        """Sample both."""
        self.sizes = self.sizes + other.sizes
        self.sample.merge(other.sample)

    def to_json(self) -> dict[str, Any]:
        return {"sizes": self.sizes.tolist(), "sample": self.sample.to_json()}

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Strata:
        sample = Kept.from_json(given["sample"], LIMITS, distinct=False)
        return cls(np.array(given["sizes"], dtype=np.int64), sample)


def stratum_of(scored: Scored) -> Counts:
    """The number of each row's stratum, shape (rows,); -1 for rows that could not be read."""
    near = (scored.scores >= NEAR_SHARE * scored.thresholds).any(axis=1)
    stratum = np.where(near, NEAR, FAR)
    hits = np.flatnonzero(scored.flagged)
    stratum[hits] = np.argmax(scored.flags[np.ix_(hits, _COLUMNS)], axis=1)
    stratum[scored.unread] = -1
    return stratum

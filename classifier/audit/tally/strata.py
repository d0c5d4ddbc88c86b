"""A random sample to check by hand, taken in strata so that rare labels are in it, and how large each is.

Every row that could be read is in one stratum: that of its rarest flag, or `near` if any score reaches half
its threshold, or `far`. Each stratum's sample is the rows of the smallest hash of their place, which makes it
a simple random sample that comes out the same every time (bottom-k sampling: Cohen and Kaplan 2007).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from classifier.audit.tally.kept import Kept, Policy
from classifier.audit.tally.scored import NEAR_SHARE, Counts, Scored
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

#: Rows to check of each stratum.
POLICY = Policy((30,) * len(RAREST_FIRST) + (100, 120), longest=2000)

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
        hits = scored.hits
        np.add.at(sizes[:, 1:], stratum[hits], scored.flags[hits])
        of_strata = [np.flatnonzero(stratum == number) for number in range(len(STRATA))]
        chosen = [(rows, scored.chance[rows]) for rows in of_strata]
        return cls(sizes, Kept.of(scored, chosen, POLICY))

    def merge(self, other: Strata) -> None:
        """Sample both."""
        self.sizes = self.sizes + other.sizes
        self.sample.merge(other.sample)

    def to_json(self) -> dict[str, Any]:
        return {"sizes": self.sizes.tolist(), "sample": self.sample.to_json()}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Strata:
        sample = Kept.from_json(given["sample"], POLICY)
        return cls(np.array(given["sizes"], dtype=np.int64), sample)


def stratum_of(scored: Scored) -> Counts:
    """The number of each row's stratum, shape (rows,); -1 for rows that could not be read."""
    near = (scored.by_label[0] >= NEAR_SHARE * scored.thresholds[:, None]).any(axis=0)
    stratum = np.where(near, NEAR, FAR)
    hits = scored.hits
    stratum[hits] = np.argmax(scored.flags[np.ix_(hits, _COLUMNS)], axis=1)
    stratum[scored.unread] = -1
    return stratum

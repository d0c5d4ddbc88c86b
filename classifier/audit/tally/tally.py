"""Everything that the report counts, of one batch or of a whole dump, in a size that never grows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from classifier.audit.tally import speech, standouts
from classifier.audit.tally.authors import Authors
from classifier.audit.tally.days import Days
from classifier.audit.tally.groups import Groups
from classifier.audit.tally.kept import Kept
from classifier.audit.tally.scored import Flags, Floats, Scored
from classifier.audit.tally.spread import Spread
from classifier.audit.tally.strata import Strata
from classifier.audit.tally.totals import Totals
from classifier.audit.tally.unread import Unread

#: The columns that rows are counted by.
GROUPED = ("channel", "thread", "topic", "author")


@dataclass
class Tally:
    """Make one of each batch with `tally_batch`, and `merge` them in the order of the dump."""

    totals: Totals
    spread: Spread
    days: Days
    groups: dict[str, Groups]
    authors: Authors
    standouts: Kept
    strata: Strata
    speech: Kept
    unread: Unread

    def merge(self, other: Tally) -> Tally:
        """Take in another tally, which comes later in the dump, and return this one."""
        self.totals.merge(other.totals)
        self.spread.merge(other.spread)
        self.days.merge(other.days)
        for column, groups in self.groups.items():
            groups.merge(other.groups[column])
        self.authors.merge(other.authors)
        self.standouts.merge(other.standouts)
        self.strata.merge(other.strata)
        self.speech.merge(other.speech)
        self.unread.merge(other.unread)
        return self

    def to_json(self) -> dict[str, Any]:
        """Plain values for `json.dumps`: `from_json` makes an equal tally of them."""
        whole = {name: part.to_json() for name, part in vars(self).items() if name != "groups"}
        return whole | {"groups": {column: groups.to_json() for column, groups in self.groups.items()}}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Tally:
        """The tally that `to_json` was called on."""
        return cls(
            totals=Totals.from_json(given["totals"]),
            spread=Spread.from_json(given["spread"]),
            days=Days.from_json(given["days"]),
            groups={column: Groups.from_json(groups) for column, groups in given["groups"].items()},
            authors=Authors.from_json(given["authors"]),
            standouts=Kept.from_json(given["standouts"], standouts.POLICY),
            strata=Strata.from_json(given["strata"]),
            speech=Kept.from_json(given["speech"], speech.POLICY),
            unread=Unread.from_json(given["unread"]),
        )


def tally_batch(
    batch: pa.RecordBatch, scores: Floats, flags: Flags, *, thresholds: Floats, part: int
) -> Tally:
    """Count one batch of the schema of `dumps/rows.py`.

    `scores` has shape (rows, labels), NaN where a score can't be told, `flags` the same shape, `thresholds`
    one number for each label. `part` is the number of the batch's part in the plan: with the row's number
    within it, it says which row it is, here and in the report.
    """
    scored = Scored(batch, scores, np.asarray(flags, dtype=bool), thresholds, part)
    return Tally(
        totals=Totals.of(scored),
        spread=Spread.of(scored),
        days=Days.of(scored),
        groups={column: Groups.of(scored, column) for column in GROUPED},
        authors=Authors.of(scored),
        standouts=standouts.standouts(scored),
        strata=Strata.of(scored),
        speech=speech.speech(scored),
        unread=Unread.of(scored),
    )


def empty(thresholds: Floats) -> Tally:
    """The tally of nothing: where a dump has no rows, and to begin merging with."""
    from classifier.audit.dumps.rows import schema

    batch = pa.RecordBatch.from_pylist([], schema())
    labels = len(thresholds)
    return tally_batch(
        batch, np.zeros((0, labels)), np.zeros((0, labels), dtype=bool), thresholds=thresholds, part=0
    )

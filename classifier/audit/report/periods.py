"""Days gathered into weeks, months or years, so that a chart has tens of points and not thousands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from classifier.audit.report.numbers import day
from classifier.audit.tally.days import Days
from classifier.audit.tally.scored import Counts

#: The longest span in days that is shown by days, by weeks and by months; what is longer, by years.
_SPANS = (("day", 62), ("week", 370), ("month", 366 * 8))


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods in which something was written, in order. `flagged` has a column for each label."""

    unit: str
    starts: tuple[str, ...]
    names: tuple[str, ...]
    rows: Counts
    flagged: Counts
    untimed: int


def periods(days: Days) -> Periods | None:
    """Gather days into periods by how long they span; None without times."""
    if not len(days.days):
        return None
    span = int(days.days[-1] - days.days[0]) + 1
    unit = next((unit for unit, longest in _SPANS if span <= longest), "year")
    starts = _starts(days.days, unit)
    first, place = np.unique(starts, return_inverse=True)
    counts = np.zeros((len(first), days.counts.shape[1]), np.int64)
    np.add.at(counts, place, days.counts)
    named = tuple(day(int(start)) for start in first)
    names = tuple(name[: {"year": 4, "month": 7}.get(unit, 10)] for name in named)
    return Periods(unit, named, names, counts[:, 0], counts[:, 1:], days.untimed)


def _starts(days: Counts, unit: str) -> Counts:
    """The first day of the period of each day; a week begins on Monday."""
    if unit == "day":
        return days
    if unit == "week":
        return days - (days + 3) % 7  # the first day of 1970 was a Thursday
    dates = days.astype("datetime64[D]")
    return np.asarray(dates.astype(f"datetime64[{unit[0].upper()}]").astype("datetime64[D]").astype(np.int64))

"""All shards of an audit that is through, in the order of the input, and what they say together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier.audit.dumps.rows import Part
from classifier.audit.groups import PartEnd
from classifier.audit.places import Place
from classifier.audit.shard import Shard, shard_path, shards_in
from classifier.audit.tally import Tally, empty
from classifier.errors import EnvironmentFailed


@dataclass(frozen=True)
class Collected:
    """`shards` can be gone through as often as need be. For each part of the plan, `ends` says what is in it
    and `places` where it stands. `tally` counts all rows."""

    shards: tuple[Shard, ...]
    ends: tuple[PartEnd, ...]
    places: tuple[Place, ...]
    tally: Tally


class Finished:
    """Which groups have a shard in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._groups: dict[int, set[int]] = {}
        for shard in shards_in(folder):
            self._groups.setdefault(shard.task, set()).add(shard.group)

    def has(self, task: int, group: int) -> bool:
        """Whether this group has a shard."""
        return group in self._groups.get(task, ())

    def is_whole(self, task: int) -> bool:
        """Whether all groups of a task have: none is missing before the one that says it is the last."""
        groups = self._groups.get(task)
        if not groups or len(groups) != max(groups) + 1:
            return False
        last = max(groups)
        return Shard(shard_path(self._folder, task, last), task, last).summary().last


def collect(folder: Path, parts: tuple[Part, ...], thresholds: npt.NDArray[np.float64]) -> Collected:
    """Gather the shards, and check that every row that was read is in one.

    Raises EnvironmentFailed where a part is missing or has other rows than were read of it.
    """
    shards = tuple(shards_in(folder))
    tally = empty(thresholds)
    ends: list[PartEnd] = []
    kept = 0
    for shard in shards:
        summary = shard.summary()
        tally.merge(Tally.from_json(summary.tally))
        ends += summary.ends
        kept += summary.rows
    if [end.part for end in ends] != list(range(len(parts))):
        raise _missing(folder, f"the ends of {len(ends):,} parts are there, of {len(parts):,}")
    read = sum(end.rows for end in ends)
    if not read == kept == tally.totals.rows:
        raise _missing(folder, f"{read:,} rows were read, {kept:,} kept and {tally.totals.rows:,} counted")
    return Collected(shards, tuple(ends), tuple(_places(parts, ends)), tally)


def _places(parts: Iterable[Part], ends: Iterable[PartEnd]) -> Iterator[Place]:
    """Where each part stands: pieces of one file follow each other."""
    source, rows, lines = None, 0, 0
    for part, end in zip(parts, ends, strict=True):
        if part.source != source:
            source, rows, lines = part.source, 0, 0
        yield Place(source, rows, lines)
        rows += end.rows
        lines += end.lines


def _missing(folder: Path, what: str) -> EnvironmentFailed:
    return EnvironmentFailed(what, where=str(folder), mend="audit anew with --overwrite, and report this")

"""What is told of each campaign: posts, authors, channels and time, counted in one pass over the shards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.audit.campaigns.arrays import Rows, begins, counted, pieces
from classifier.audit.campaigns.campaign import LEAST_AUTHORS, LEAST_POSTS, Campaign, Found
from classifier.audit.campaigns.centres import Grouped
from classifier.audit.campaigns.scratch import Partitions
from classifier.audit.campaigns.shards import Shards
from classifier.neardup import ODD, mix
from classifier.sketches.scheme import BINS, MARK_BITS

if TYPE_CHECKING:
    import pyarrow as pa

#: So many posts of a campaign are told, of different texts.
SAMPLES = 5

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATE, _EARLY = np.iinfo(np.int64).max, np.iinfo(np.int64).min
_HALF = np.uint64(32)


class Facts:
    """Counts of groups. `number` has the number of each row's group, -1 for none of enough posts."""

    def __init__(self, shards: Shards, grouped: Grouped, folder: Path) -> None:
        posts = counted(grouped.group, len(shards))
        roots = np.flatnonzero(posts >= LEAST_POSTS)
        self.posts = posts[roots].astype(np.int64)
        numbers = np.full(len(shards) + 1, -1, dtype=np.int32)  # the last is that of no group, -1
        numbers[roots] = np.arange(len(roots))
        self.number = np.empty(len(shards), dtype=np.int32)
        for piece in pieces(len(shards)):
            self.number[piece] = numbers[grouped.group[piece]]
        self.authors, self.channels = (np.zeros(len(roots), dtype=np.int64) for _ in range(2))
        self.first, self.last = np.full(len(roots), _LATE), np.full(len(roots), _EARLY)
        self._equal = np.zeros(len(roots))
        members = int(self.posts.sum())
        with (
            Partitions(folder, "authors", 1, members) as authors,
            Partitions(folder, "channels", 1, members) as channels,
        ):
            for start, table in shards.tables("author", "channel", "time"):
                number = self.number[start : start + len(table)]
                rows = np.flatnonzero(number >= 0)
                number = number[rows]
                self._equal += np.bincount(number, grouped.equal[rows + start], len(roots))
                self._count_times(number, table.column("time"), rows)
                _add_pairs(number, table.column("author"), rows, authors)
                _add_pairs(number, table.column("channel"), rows, channels)
            _count_pairs(authors, self.authors)
            _count_pairs(channels, self.channels)

    @property
    def similarity(self) -> npt.NDArray[np.float64]:
        """The mean similarity of each group's posts to its centre."""
        by_chance = 2.0**-MARK_BITS
        return np.clip((self._equal / self.posts / BINS - by_chance) / (1 - by_chance), 0, 1)

    def _count_times(self, number: npt.NDArray[np.int32], times: pa.ChunkedArray, rows: Rows) -> None:
        import pyarrow as pa

        known = times.is_valid().to_numpy()[rows]
        at = times.fill_null(0).cast(pa.int64()).to_numpy()[rows[known]]
        np.minimum.at(self.first, number[known], at)
        np.maximum.at(self.last, number[known], at)


def _add_pairs(number: npt.NDArray[np.int32], names: pa.ChunkedArray, rows: Rows, pairs: Partitions) -> None:
    """Note each group together with a name in it, by a hash; names that are null aside."""
    import pyarrow as pa

    names = names.take(rows).cast(pa.large_string()).combine_chunks()
    known = names.is_valid().to_numpy(zero_copy_only=False)
    number = number[known]
    both = number.astype(np.uint64) << _HALF | _hashes(names.drop_null()) >> _HALF
    pairs.add(both[:, None], (mix(number.astype(np.uint64)) >> _HALF).astype(np.uint32))


def _hashes(names: pa.LargeStringArray) -> npt.NDArray[np.uint64]:
    """A hash of each name: a polynomial of its bytes."""
    _, places, data = names.buffers()
    if not len(names) or not data:
        return np.zeros(len(names), dtype=np.uint64)
    offsets = np.frombuffer(places, dtype=np.int64)[names.offset : names.offset + len(names) + 1]
    letters = np.frombuffer(data, dtype=np.uint8)[offsets[0] : offsets[-1]]
    lengths = np.diff(offsets)
    powers = np.full(int(lengths.max()) + 1, ODD, dtype=np.uint64)
    powers[0] = 1
    before_end = np.repeat(offsets[1:], lengths) - 1 - np.arange(offsets[0], offsets[-1])
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    # One more than each byte, or zeros in front of a name would make no difference.
    np.cumsum((letters + np.uint64(1)) * np.cumprod(powers)[before_end], out=sums[1:])
    return mix(sums[offsets[1:] - offsets[0]] - sums[offsets[:-1] - offsets[0]])


def _count_pairs(pairs: Partitions, counts: Rows) -> None:
    """Count the different names of each group."""
    for records_of in pairs.files():
        different = np.empty(0, dtype=np.uint64)
        for records in records_of:
            every = np.sort(np.concatenate((different, records[:, 0])))
            different = every[begins(every)]
        np.add.at(counts, (different >> _HALF).astype(np.int64), 1)


def found(shards: Shards, first: Rows, facts: Facts, most: int) -> Found:
    """The campaigns among the groups."""
    kept = np.flatnonzero((facts.authors == 0) | (facts.authors >= LEAST_AUTHORS))
    people = np.where(facts.authors, facts.authors, facts.posts)[kept]
    largest = kept[np.lexsort((kept, -facts.posts[kept], -people))][:most]
    samples = _samples(first, facts, largest)
    campaigns = [
        Campaign(
            posts=int(facts.posts[number]),
            texts=texts,
            authors=int(facts.authors[number]) or None,
            channels=int(facts.channels[number]) or None,
            first=_time(facts.first[number], _LATE),
            last=_time(facts.last[number], _EARLY),
            similarity=round(float(facts.similarity[number]), 4),
            samples=tuple(shards.ref(row) for row in rows),
        )
        for number, (texts, rows) in zip(largest.tolist(), samples, strict=True)
    ]
    return Found(tuple(campaigns), len(kept), int(facts.posts[kept].sum()))


def _samples(first: Rows, facts: Facts, numbers: Rows) -> list[tuple[int, list[int]]]:
    """For each of the groups, how many texts it has, and the first posts of the most frequent ones."""
    if not len(numbers):
        return []
    place = np.full(len(facts.posts) + 1, -1)
    place[numbers] = np.arange(len(numbers))
    rows = np.flatnonzero(place[facts.number] >= 0)
    texts, copies = np.unique(first[rows], return_counts=True)
    group = place[facts.number[texts]]
    order = np.lexsort((texts, -copies, group))
    ends = np.cumsum(np.bincount(group, minlength=len(numbers))).tolist()
    return [
        (end - start, texts[order[start:end][:SAMPLES]].tolist())
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def _time(microseconds: np.int64, unknown: int) -> datetime | None:
    return None if microseconds == unknown else _EPOCH + timedelta(microseconds=int(microseconds))

"""Campaigns with some of their posts, as the report tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.campaigns import Campaign, Found, RowRef
from classifier.audit.rows_out import named_flags
from classifier.audit.shard import Shard

#: So many campaigns are told of, and so many characters of a post.
MOST = 200
LONGEST_TEXT = 1000

_COLUMNS = ("part", "row", "line", "id", "author", "channel", "thread", "time", "flags", "text")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a campaign. `part`, `row` and `line` as in `dumps/rows.py`; `time` in microseconds since
    1970; `flags` are labels."""

    part: int
    row: int
    line: int | None
    id: str | None
    author: str | None
    channel: str | None
    thread: str | None
    time: int | None
    flags: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ToldCampaign:
    """A campaign as `campaigns.Campaign` has it, with times in microseconds since 1970, and its samples."""

    posts: int
    texts: int
    authors: int | None
    channels: int | None
    first: int | None
    last: int | None
    similarity: float
    samples: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class ToldCampaigns:
    """The largest campaigns; how many there are, and posts in them."""

    largest: tuple[ToldCampaign, ...]
    campaigns: int
    posts: int

    @classmethod
    def of(cls, found: Found, shards: Sequence[Shard]) -> ToldCampaigns:
        """Read the sample posts of the largest campaigns from the shards."""
        largest = found.largest[:MOST]
        posts = _posts([ref for campaign in largest for ref in campaign.samples], shards)
        return cls(tuple(_told(campaign, posts) for campaign in largest), found.campaigns, found.posts)

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> ToldCampaigns:
        """What `dataclasses.asdict` was called on."""
        largest = [
            ToldCampaign(**{**one, "samples": tuple(map(_post, one["samples"]))}) for one in given["largest"]
        ]
        return cls(tuple(largest), given["campaigns"], given["posts"])


def _told(campaign: Campaign, posts: Mapping[RowRef, Post]) -> ToldCampaign:
    same = {field.name: getattr(campaign, field.name) for field in fields(ToldCampaign)}
    times = {name: _microseconds(same[name]) for name in ("first", "last")}
    return ToldCampaign(**{**same, **times, "samples": tuple(posts[ref] for ref in campaign.samples)})


def _microseconds(time: datetime | None) -> int | None:
    return None if time is None else (time - _EPOCH) // timedelta(microseconds=1)


def _post(given: Mapping[str, Any]) -> Post:
    return Post(**{**given, "flags": tuple(given["flags"])})


def _posts(refs: Iterable[RowRef], shards: Sequence[Shard]) -> dict[RowRef, Post]:
    """The posts there, each shard opened once."""
    of_shard: dict[int, list[int]] = {}
    for ref in refs:
        of_shard.setdefault(ref.shard, []).append(ref.row)
    found = {}
    for number, rows in sorted(of_shard.items()):
        table = shards[number].columns(_COLUMNS).take(pa.array(rows))
        columns = {name: table[name].combine_chunks() for name in _COLUMNS}
        columns["flags"] = named_flags(np.asarray(columns["flags"]))
        columns["time"] = columns["time"].cast(pa.int64())
        columns["text"] = pc.utf8_slice_codeunits(columns["text"], 0, LONGEST_TEXT)
        for row, post in zip(rows, pa.table(columns).to_pylist(), strict=True):
            found[RowRef(number, row)] = _post(post)
    return found

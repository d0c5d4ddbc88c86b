"""What is told of a campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

#: A campaign has at least so many posts, by so many authors where authors are known.
LEAST_POSTS = 3
LEAST_AUTHORS = 2


class RowRef(NamedTuple):
    """Where a post is: the number of its shard, from 0, and its row there."""

    shard: int
    row: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """Posts of nearly the same text.

    `texts` counts different ones; those with the same letters are one. `authors` and `channels` are None
    where none is known. `similarity` is the mean over all posts of the estimated Jaccard similarity of a
    post to what most of them say, in [0, 1]. `samples` are the first posts of the most frequent texts, in
    that order.
    """

    posts: int
    texts: int
    authors: int | None
    channels: int | None
    first: datetime | None
    last: datetime | None
    similarity: float
    samples: tuple[RowRef, ...]

    @property
    def span(self) -> timedelta | None:
        """From the first post to the last."""
        return self.last - self.first if self.first and self.last else None


@dataclass(frozen=True, slots=True)
class Found:
    """The largest campaigns, those with the most authors first; and how many there are, and posts in them."""

    largest: tuple[Campaign, ...]
    campaigns: int
    posts: int

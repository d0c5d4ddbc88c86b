"""Posts that belong together: a flood, a storm of mentions, a raid, a campaign of near-duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bounded import Bounded
from bot.decision import Campaign, Sighting
from bot.post import NO_CHANNEL, Post

#: So many groups are remembered, and of each so many posts, accounts and channels; the rest is not counted.
MOST_GROUPS = 2_000
MOST_COUNTED = 10_000


def sighting(post: Post) -> Sighting:
    """The post as a campaign remembers it."""
    return Sighting(post.id, post.channel_id, post.author_id, post.created_at)


class Groups:
    """What is known of each group, by its key."""

    def __init__(self) -> None:
        self._groups: Bounded[str, _Group] = Bounded(MOST_GROUPS)
        self._runs: Bounded[tuple[str, str, str], _Run] = Bounded(MOST_GROUPS)

    def run(self, kind: str, post: Post, seconds: float) -> str:
        """The key of what the author is doing, such as a flood. It is over after `seconds` without a post."""
        author = (kind, post.guild_id, post.author_key)
        run = self._runs.get(author)
        if run is None or abs(post.created_at - run.last) > timedelta(seconds=seconds):
            run = _Run(f"{kind}-{post.id}", post.created_at)
            self._runs.put(author, run)
        run.last = max(run.last, post.created_at)
        return run.key

    def add(self, key: str, post: Post, earlier: Iterable[Sighting] = ()) -> Campaign:
        """Count the post into a group and return how the group stands.

        `earlier` are posts of the group that were let pass before it was recognised. They are asked for and
        count when the group is new, and are told with it ever after.
        """
        group = self._groups.of(key, lambda: _Group([one for one in earlier if one.post_id != post.id]))
        group.add(sighting(post))
        return group.campaign(key)


@dataclass(slots=True)
class _Run:
    key: str
    last: datetime


class _Group:
    def __init__(self, first: Sequence[Sighting]) -> None:
        self._first = tuple(sorted(first, key=lambda seen: seen.at))
        self._posts: set[str] = set()
        self._accounts: set[str] = set()
        self._channels: set[str] = set()
        self._span: tuple[datetime, datetime] | None = None
        for seen in self._first:
            self.add(seen)

    def add(self, seen: Sighting) -> None:
        _count(self._accounts, seen.author_id)
        if seen.channel_id != NO_CHANNEL:  # else somebody joined
            _count(self._posts, seen.post_id)
            _count(self._channels, seen.channel_id)
        start, end = self._span or (seen.at, seen.at)
        self._span = min(start, seen.at), max(end, seen.at)

    def campaign(self, key: str) -> Campaign:
        if self._span is None:
            raise ValueError("an empty group is no campaign")
        counts = len(self._accounts), len(self._channels), len(self._posts)
        return Campaign(key, *counts, *self._span, self._first)


def _count(counted: set[str], what: str) -> None:
    if len(counted) < MOST_COUNTED:
        counted.add(what)

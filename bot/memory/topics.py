"""What `off_topic` goes by beside the words: other channels, their boundaries, and whom it has told today."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from bot.bounded import Bounded
from bot.memory.topic_store import Accepted, Suggested, TopicStore
from bot.post import Post

#: So many servers' rooms are remembered, and so many of each server.
MOST_GUILDS = 10_000
MOST_ROOMS = 100
#: So many of the newest accepted posts make up a channel's boundary.
MOST_ACCEPTED = 50
#: So many authors are remembered who got a suggestion today.
MOST_TOLD = 100_000


@dataclass(frozen=True, slots=True)
class Room:
    """A channel that everybody on its server can read, and what it is about."""

    channel_id: str
    name: str
    topic: str


class Topics:
    """The topics of the channels that everybody can read, accepted posts, and suggestions.

    It works by itself, in memory; `load` and `save` carry it over a restart by a store.
    """

    def __init__(self) -> None:
        self._rooms: Bounded[str, tuple[Room, ...]] = Bounded(MOST_GUILDS)
        self._accepted: dict[tuple[str, str], list[Accepted]] = {}
        self._told: Bounded[tuple[str, str], Suggested] = Bounded(MOST_TOLD)
        self._unsaved: deque[Suggested] = deque(maxlen=MOST_TOLD)

    def set_rooms(self, guild_id: str, rooms: Iterable[Room]) -> None:
        """Say which of a server's channels everybody can read, and what they are about."""
        self._rooms.put(guild_id, tuple(islice(rooms, MOST_ROOMS)))

    def elsewhere(self, post: Post) -> list[Room]:
        """The server's other rooms."""
        here = channel_of(post)
        return [room for room in self._rooms.get(post.guild_id) or () if room.channel_id != here]

    def accepted_in(self, post: Post) -> list[float]:
        """The log-odds of the posts that were called fine in the post's channel."""
        return [one.log_odds for one in self._accepted.get((post.guild_id, channel_of(post)), ())]

    def accept(self, one: Accepted) -> None:
        """Move a channel's boundary: this post is fine there. A post counts once."""
        self.withdraw(one.post_id)
        posts = self._accepted.setdefault((one.guild_id, one.channel_id), [])
        posts.append(one)
        del posts[:-MOST_ACCEPTED]

    def withdraw(self, post_id: str) -> None:
        """Move it back."""
        for posts in self._accepted.values():
            posts[:] = [one for one in posts if one.post_id != post_id]

    def may_suggest(self, post: Post) -> bool:
        """Whether this is the author's first post of its day that is off topic, and take note that it was."""
        author = post.guild_id, post.author_key
        day = post.created_at.astimezone(UTC).date()
        told = self._told.get(author)
        if told is None or told.day < day:
            told = Suggested(*author, day, post.id)
            self._told.put(author, told)
            self._unsaved.append(told)
        return told.post_id == post.id

    async def load(self, store: TopicStore, now: datetime) -> None:
        """Take in what the store has kept."""
        for accepted in await store.accepted():
            self.accept(accepted)
        for told in await store.suggested(_yesterday(now)):
            self._told.put((told.guild_id, told.author_id), told)

    async def save(self, store: TopicStore) -> None:
        """Give the store the suggestions that it hasn't yet."""
        while self._unsaved:
            await store.keep_suggested(self._unsaved.popleft())


def channel_of(post: Post) -> str:
    """The channel whose topic and boundary hold for the post."""
    return post.parent_id or post.channel_id


def _yesterday(now: datetime) -> date:
    return now.astimezone(UTC).date() - timedelta(days=1)

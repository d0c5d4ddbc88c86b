"""What must outlive a restart for `off_topic` to stay hospitable, and the little that keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Accepted:
    """A moderator said of a post that it is fine where it is. `log_odds` are those of being off topic.

    `channel_id` is the channel whose boundary moves: of a post in a thread, the channel that it belongs to.
    """

    guild_id: str
    channel_id: str
    post_id: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Suggested:
    """An author got the day's one suggestion, for this post. `day` is a day in UTC."""

    guild_id: str
    author_id: str
    day: date
    post_id: str


class TopicStore(Protocol):
    """Where both are kept. Keeping the same twice, or dropping what isn't there, changes nothing."""

    async def accepted(self) -> Iterable[Accepted]:
        """All that were kept, the oldest first."""

    async def suggested(self, since: date) -> Iterable[Suggested]:
        """Those of that day and later ones."""

    async def keep_accepted(self, one: Accepted) -> None:
        """Keep that a post is fine where it is."""

    async def drop_accepted(self, post_id: str) -> None:
        """Take that back."""

    async def keep_suggested(self, one: Suggested) -> None:
        """Keep that an author got a suggestion. Those of earlier days may go."""

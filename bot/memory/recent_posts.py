"""What each author posted in the last moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.bounded import Bounded
from bot.decision import Sighting
from bot.memory.groups import sighting
from bot.post import Post

#: So many authors are remembered, and of each so many posts.
MOST_AUTHORS = 20_000
MOST_POSTS = 200


@dataclass(frozen=True, slots=True)
class Recent:
    """A post, and the ids of the people and roles it called."""

    seen: Sighting
    mentioned: frozenset[str]


class RecentPosts:
    """The posts of each author of each server. An edit is no post of its own, and calls nobody."""

    def __init__(self) -> None:
        self._authors: Bounded[tuple[str, str], dict[str, Recent]] = Bounded(MOST_AUTHORS)

    def observe(self, post: Post) -> None:
        """Remember the post as it was when first seen."""
        posts = self._authors.of((post.guild_id, post.author_key), dict)
        if post.id not in posts:
            posts[post.id] = Recent(sighting(post), frozenset(post.mentioned))
            if len(posts) > MOST_POSTS:
                del posts[next(iter(posts))]

    def until(self, post: Post, seconds: float) -> list[Recent]:
        """The author's posts of the `seconds` that end with this one, itself among them, oldest first."""
        start = post.created_at - timedelta(seconds=seconds)
        posts = self._authors.get((post.guild_id, post.author_key)) or {}
        found = [recent for recent in posts.values() if start < recent.seen.at <= post.created_at]
        return sorted(found, key=lambda recent: recent.seen.at)

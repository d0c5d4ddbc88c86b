"""Which of the latest posts say nearly the same."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from bot.bounded import Bounded
from bot.check_config import CampaignConfig
from bot.decision import Sighting
from bot.memory.groups import sighting
from bot.post import Post
from classifier.sketches.recent import RecentTexts

#: So many servers are remembered, and of each so many posts.
MOST_GUILDS = 1_000
MOST_POSTS = 5_000
#: Of the posts that say nearly the same, so many are looked through: the latest.
MOST_ALIKE = 200


class Campaigns:
    """Finds near-duplicates on each server. It keeps sketches of the texts, no text."""

    def __init__(self, settings: CampaignConfig) -> None:
        self._window = timedelta(minutes=settings.minutes)
        self._guilds: Bounded[str, RecentTexts[Sighting]] = Bounded(MOST_GUILDS)

    def alike(self, post: Post) -> tuple[str, list[Sighting]]:
        """Note the post as it reads now. Returns a name for all that say nearly the same, and the latest of
        them, the newest first; no name and none where the text is too short to tell."""
        texts = self._guilds.of(post.guild_id, lambda: RecentTexts(self._window, MOST_POSTS))
        group = texts.add(post.text, sighting(post), post.at)
        if group is None:
            return "", []
        return group.name.post_id, list(islice(reversed(group.posts), MOST_ALIKE))

"""All that the checks remember, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.config import Config
from bot.links.domains import Domains
from bot.memory.campaigns import Campaigns
from bot.memory.groups import Groups
from bot.memory.joins import Joins
from bot.memory.recent_posts import RecentPosts
from bot.memory.topics import Topics


@dataclass(frozen=True, slots=True)
class Memory:
    """The bot's memory. `topics` and `domains` are what it knows, the others what it has seen of late."""

    recent: RecentPosts
    groups: Groups
    joins: Joins
    campaigns: Campaigns
    topics: Topics = field(default_factory=Topics)
    domains: Domains = field(default_factory=Domains)

    @classmethod
    def empty(cls, config: Config) -> Memory:
        """A memory in which nothing has happened yet."""
        return cls(RecentPosts(), Groups(), Joins(config.raid), Campaigns(config.campaign))

    def without_history(self, config: Config) -> Memory:
        """The same knowledge, and nothing seen: to judge a post by itself, once more."""
        return replace(Memory.empty(config), topics=self.topics, domains=self.domains)

"""How much the bot may do by itself in an hour on one server, and how often it may tell one author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.decision import Action
from bot.trust_config import ActsConfig

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of each act per server and hour, and of notes to one author per day."""

    per_hour: Mapping[Action, int]
    notes_per_author_and_day: int

    @classmethod
    def of(cls, config: ActsConfig) -> Bounds:
        """The bounds that the configuration sets."""
        per_hour = {
            Action.REMOVE: config.removals_per_hour,
            Action.TIMEOUT: config.timeouts_per_hour,
            Action.SLOW_MODE: config.slow_modes_per_hour,
            Action.NOTIFY_AUTHOR: config.notes_per_hour,
        }
        return cls(per_hour, config.notes_per_author_and_day)

    def allow(self, act: Action, in_the_last_hour: int) -> bool:
        """Whether one more may follow where so many were done by itself in the last hour."""
        return in_the_last_hour < self.per_hour[act]

    def may_tell(self, notes_in_the_last_day: int) -> bool:
        """Whether an author may be told who was told so often in the last day."""
        return notes_in_the_last_day < self.notes_per_author_and_day

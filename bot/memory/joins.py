"""Who joined lately, and whether many new accounts did so at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.bounded import Bounded
from bot.check_config import RaidConfig
from bot.decision import Sighting
from bot.post import NO_CHANNEL, member_event

#: So many servers are remembered, and of each so many new accounts and raids, the latest.
MOST_GUILDS = 2_000
MOST_JOINS = 5_000
MOST_RAIDS = 20

_AFTER_ANY_ID = "~"


@dataclass(frozen=True, slots=True)
class Raid:
    """Many new accounts that joined at once: how many, when the first and the last of them did."""

    key: str
    accounts: int
    first: datetime
    last: datetime


class Joins:
    """The new accounts of each server by the time when they joined.

    They are noted in whatever order: as they join, where the bot hears of that, else when they first post.
    """

    def __init__(self, settings: RaidConfig) -> None:
        self._settings = settings
        self._guilds: Bounded[str, _Guild] = Bounded(MOST_GUILDS)

    def raid(self, guild_id: str, member_id: str, joined_at: datetime, made_at: datetime) -> Raid | None:
        """Note a member, and return the raid that it came with if it did."""
        if joined_at - made_at > timedelta(days=self._settings.account_days):
            return None
        guild = self._guilds.of(guild_id, _Guild)
        guild.note(joined_at, member_id)
        window = timedelta(seconds=self._settings.seconds)
        if crowd := guild.crowd(joined_at, self._settings.accounts, window):
            guild.mark(*crowd, window)
        return guild.raid_at(joined_at)

    def members(self, guild_id: str, raid: Raid) -> Iterator[Sighting]:
        """Who came with the raid, as far as they were noted: each as a post of their own in no channel."""
        guild = self._guilds.of(guild_id, _Guild)
        for at, member_id in guild.between(raid.first, raid.last):
            yield Sighting(member_event(guild_id, member_id), NO_CHANNEL, member_id, at)


@dataclass(slots=True)
class _Marked:
    key: str
    first: datetime
    last: datetime


@dataclass(slots=True)
class _Guild:
    joins: list[tuple[datetime, str]] = field(default_factory=list)  # sorted
    raids: list[_Marked] = field(default_factory=list)

    def note(self, at: datetime, member_id: str) -> None:
        place = bisect_left(self.joins, (at, member_id))
        if place < len(self.joins) and self.joins[place] == (at, member_id):
            return
        insort(self.joins, (at, member_id))
        if len(self.joins) > MOST_JOINS:
            del self.joins[0]

    def crowd(self, at: datetime, accounts: int, window: timedelta) -> tuple[datetime, datetime] | None:
        """When so many members in a row, one of whom joined then, came within the window: the first such."""
        place = bisect_left(self.joins, (at, ""))
        for start in range(max(0, place - accounts + 1), place + 1):
            row = self.joins[start : start + accounts]
            if len(row) == accounts and row[-1][0] - row[0][0] <= window:
                return row[0][0], row[-1][0]
        return None

    def mark(self, first: datetime, last: datetime, window: timedelta) -> None:
        """Enter a raid, or widen the one that is going on."""
        for raid in reversed(self.raids):
            if raid.first - window <= last and first <= raid.last + window:
                raid.first, raid.last = min(raid.first, first), max(raid.last, last)
                return
        place = bisect_left(self.joins, (first, ""))
        self.raids.append(_Marked(f"raid-{self.joins[place][1]}", first, last))
        del self.raids[:-MOST_RAIDS]

    def raid_at(self, at: datetime) -> Raid | None:
        for raid in reversed(self.raids):
            if raid.first <= at <= raid.last:
                count = len(self.between(raid.first, raid.last))
                return Raid(raid.key, count, raid.first, raid.last)
        return None

    def between(self, first: datetime, last: datetime) -> list[tuple[datetime, str]]:
        start, end = bisect_left(self.joins, (first, "")), bisect_right(self.joins, (last, _AFTER_ANY_ID))
        return self.joins[start:end]

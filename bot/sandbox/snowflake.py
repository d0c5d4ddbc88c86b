"""Discord's ids: a time in milliseconds and a counter in one number, kept as a string as on the wire."""

from __future__ import annotations

from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000  # 2015-01-01T00:00:00Z
COUNTER_BITS = 22


class Snowflakes:
    """Hands out ids that grow strictly, whatever the clock does."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, now: datetime) -> str:
        """The next id, made at `now`."""
        self._last = max(int(made_at(now)), self._last + 1)
        return str(self._last)


def made_at(when: datetime) -> str:
    """The first id of that millisecond, for what is older than the world."""
    return str((int(when.timestamp() * 1000) - DISCORD_EPOCH_MS) << COUNTER_BITS)


def created_at(snowflake: str) -> datetime:
    """When an id was made (UTC)."""
    ms = (int(snowflake) >> COUNTER_BITS) + DISCORD_EPOCH_MS
    return datetime.fromtimestamp(ms / 1000, UTC)

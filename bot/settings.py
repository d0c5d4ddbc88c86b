"""What moderators set while the bot runs, over what the configuration says."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import delete, select

from bot.caution import Caution
from bot.clock import Clock, utc_now
from bot.config import Config
from bot.store.database import Sessions
from bot.store.schema import Setting

#: Stands for all channels of a server.
EVERYWHERE = "0"


class Key(StrEnum):
    """The settings that can be changed."""

    TOPIC = "topic"
    CAUTION = "caution"
    EXEMPT = "exempt"


class Settings:
    """The settings of all servers, at hand in memory. A channel's own goes before the server's."""

    def __init__(self, sessions: Sessions, config: Config, clock: Clock = utc_now) -> None:
        self._sessions = sessions
        self._config = config
        self._clock = clock
        self._values: dict[tuple[str, str, str], str] = {}

    async def load(self) -> None:
        """Read what was set."""
        async with self._sessions.begin() as session:
            rows = await session.scalars(select(Setting))
            self._values = {(row.guild_id, row.channel_id, row.key): row.value for row in rows}

    def get(self, guild_id: str, channel_id: str, key: Key) -> str | None:
        """What was set for the channel, or else for the server; None if nothing was."""
        own = self._values.get((guild_id, channel_id, key))
        return self._values.get((guild_id, EVERYWHERE, key)) if own is None else own

    async def set(
        self, guild_id: str, channel_id: str, key: Key, value: str | None, moderator_id: str
    ) -> None:
        """Set a value of up to 1,024 characters, or with None go back to what held before."""
        place = (guild_id, channel_id, str(key))
        async with self._sessions.begin() as session:
            if value is None:
                row = Setting.guild_id == guild_id, Setting.channel_id == channel_id, Setting.key == key
                await session.execute(delete(Setting).where(*row))
            else:
                await session.merge(
                    Setting(
                        guild_id=guild_id,
                        channel_id=channel_id,
                        key=key,
                        value=value,
                        moderator_id=moderator_id,
                        set_at=self._clock(),
                    )
                )
        if value is None:
            self._values.pop(place, None)
        else:
            self._values[place] = value

    def caution(self, guild_id: str, channel_id: str) -> Caution:
        """How careful to be in the channel."""
        chosen = self.get(guild_id, channel_id, Key.CAUTION)
        return Caution(chosen) if chosen in tuple(Caution) else self._config.ladder.caution

"""What moderators set while the bot runs, over what the configuration says."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import PERSON, SNOWFLAKE, Base, Until

#: As long as a channel's topic may be on Discord.
LONGEST_VALUE = 1024


class Setting(Base):
    """One setting of a channel, or of the whole server where `channel_id` is "0"."""

    __tablename__ = "settings"
    keeps: ClassVar = "settings that moderators changed, and who changed them last"
    until: ClassVar = Until.CHANGED

    guild_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(LONGEST_VALUE))
    moderator_id: Mapped[str] = mapped_column(PERSON)
    set_at: Mapped[datetime]

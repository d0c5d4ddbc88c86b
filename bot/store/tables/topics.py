"""What `off_topic` must remember over a restart: where a channel's boundary lies, and who was told today."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import PERSON, SNOWFLAKE, Base, Until


class AcceptedPost(Base):
    """A moderator said that a post is fine where it is; `log_odds` are those of its being off topic."""

    __tablename__ = "accepted_posts"
    keeps: ClassVar = "which posts moderators found fine where they are, and how far off topic they seemed"
    until: ClassVar = Until.CASE

    post_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    guild_id: Mapped[str] = mapped_column(SNOWFLAKE)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE)
    log_odds: Mapped[float]
    accepted_at: Mapped[datetime] = mapped_column(index=True)


class TopicSuggestion(Base):
    """An author's one suggestion of the day that a post may be off topic."""

    __tablename__ = "topic_suggestions"
    keeps: ClassVar = "whose post was called off topic today, so that nobody's is twice"
    until: ClassVar = Until.DAY

    guild_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    author_id: Mapped[str] = mapped_column(PERSON, primary_key=True)
    day: Mapped[date]
    post_id: Mapped[str] = mapped_column(SNOWFLAKE)

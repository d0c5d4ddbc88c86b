"""The words of flagged posts, encrypted; none without a key."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import PERSON, SNOWFLAKE, Base, Until


class SealedText(Base):
    """What a flagged post said. `sealed` can be opened with the key from the environment alone."""

    __tablename__ = "sealed_texts"
    keeps: ClassVar = "the words of flagged posts, encrypted"
    until: ClassVar = Until.TEXT

    post_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    guild_id: Mapped[str] = mapped_column(SNOWFLAKE)
    author_id: Mapped[str] = mapped_column(PERSON, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime] = mapped_column(index=True)

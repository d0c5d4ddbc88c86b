"""Appeals of authors against what was done about their posts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import PERSON, SNOWFLAKE, Base, Until, word


class AppealOutcome(StrEnum):
    """OPEN until a second moderator has decided."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


class Appeal(Base):
    """An author asks for a second look; once for each case. `sealed` is what the author says, None without a
    key."""

    __tablename__ = "appeals"
    keeps: ClassVar = "appeals, encrypted, and which moderator decided them"
    until: ClassVar = Until.CASE

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), unique=True)
    author_id: Mapped[str] = mapped_column(PERSON)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    outcome: Mapped[AppealOutcome] = mapped_column(word(AppealOutcome))
    appealed_at: Mapped[datetime]
    moderator_id: Mapped[str | None] = mapped_column(PERSON)
    decided_at: Mapped[datetime | None]
    card_channel_id: Mapped[str | None] = mapped_column(SNOWFLAKE)
    card_id: Mapped[str | None] = mapped_column(SNOWFLAKE)

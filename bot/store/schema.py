"""The tables. They hold ids, labels, numbers and offsets; never a word of what somebody wrote.

A change here needs a migration beside the others in `bot/store/migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, ForeignKey, Index, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from bot.decision import Stance

#: A snowflake has at most 20 digits.
SNOWFLAKE = String(20)


class Status(StrEnum):
    """Where a case stands. DELETED means agreed, and the post removed."""

    OPEN = "open"
    AGREED = "agreed"
    DISMISSED = "dismissed"
    DELETED = "deleted"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on every database; SQLite alone would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def _words(kind: type[StrEnum]) -> Enum:
    """A string enum stored as its value in a plain text column, so that a new member needs no migration."""
    return Enum(kind, native_enum=False, length=16, values_callable=list)


class Base(DeclarativeBase):
    """What all tables share: which column a Python type becomes."""

    type_annotation_map: ClassVar = {datetime: UtcDateTime, Status: _words(Status), Stance: _words(Stance)}


class JudgedPost(Base):
    """The newest revision of a post that was judged, so that an event delivered twice does one thing."""

    __tablename__ = "judged_posts"

    post_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    judged_at: Mapped[datetime] = mapped_column(index=True)


class Case(Base):
    """A flagged post that moderators decide about. At most one case per post is open."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(
            "one_open_case_per_post",
            "post_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        # A case's number is printed on its card: it must never be given out again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[str] = mapped_column(SNOWFLAKE)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE)
    post_id: Mapped[str] = mapped_column(SNOWFLAKE)
    author_id: Mapped[str] = mapped_column(SNOWFLAKE)
    revision: Mapped[int] = mapped_column(BigInteger)
    model_digest: Mapped[str] = mapped_column(String(128))
    status: Mapped[Status]
    opened_at: Mapped[datetime]
    card_channel_id: Mapped[str | None] = mapped_column(SNOWFLAKE)
    card_id: Mapped[str | None] = mapped_column(SNOWFLAKE)

    findings: Mapped[list[CaseFinding]] = relationship(
        order_by="CaseFinding.id", cascade="all, delete-orphan", lazy="selectin"
    )
    rulings: Mapped[list[Ruling]] = relationship(order_by="Ruling.id", cascade="all", lazy="selectin")


class CaseFinding(Base):
    """One reason of a case as it was judged. `spans` are [start, end] code-point offsets into the post."""

    __tablename__ = "case_findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    check: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(64))
    stance: Mapped[Stance]
    score: Mapped[float]
    threshold: Mapped[float]
    spans: Mapped[list[list[int]]] = mapped_column(JSON)


class Ruling(Base):
    """Who moved a case to which status, and when; reopening is a ruling too."""

    __tablename__ = "rulings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    status: Mapped[Status]
    moderator_id: Mapped[str] = mapped_column(SNOWFLAKE)
    ruled_at: Mapped[datetime]

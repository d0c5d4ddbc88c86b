"""Cases with their findings, posts and rulings, and which posts were judged."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.decision import Stance
from bot.reasons import State
from bot.store.tables.base import PERSON, SNOWFLAKE, Base, Until, word


class Status(StrEnum):
    """Where a case stands. NOTED is only counted, without a card; DELETED is agreed, and the post removed."""

    NOTED = "noted"
    OPEN = "open"
    AGREED = "agreed"
    DISMISSED = "dismissed"
    DELETED = "deleted"


class JudgedPost(Base):
    """The newest revision of a post that was judged, so that an event delivered twice does one thing."""

    __tablename__ = "judged_posts"
    keeps: ClassVar = "which posts were judged, so that none is judged twice"
    until: ClassVar = Until.JUDGED

    post_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    judged_at: Mapped[datetime] = mapped_column(index=True)


class Case(Base):
    """A flagged post, or a campaign of them, that moderators decide about. At most one case per post is open.

    `channel_id` is where the post is, `place_id` the channel whose trust counts: a thread's is its parent.
    `post_id` and `author_id` are the first post's. `state` is how far the most trusted reason had come.
    """

    __tablename__ = "cases"
    keeps: ClassVar = "flagged posts: where, whose, and how moderators decided"
    until: ClassVar = Until.CASE
    __table_args__ = (
        Index(
            "one_open_case_per_post",
            "post_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        Index("one_case_per_campaign", "guild_id", "campaign_key", unique=True),
        Index("cases_by_author", "author_id"),
        # A case's number is printed on its card: it must never be given out again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[str] = mapped_column(SNOWFLAKE)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE)
    place_id: Mapped[str] = mapped_column(SNOWFLAKE)
    post_id: Mapped[str] = mapped_column(SNOWFLAKE)
    author_id: Mapped[str] = mapped_column(PERSON)
    revision: Mapped[int] = mapped_column(BigInteger)
    model_digest: Mapped[str] = mapped_column(String(128))
    status: Mapped[Status] = mapped_column(word(Status))
    state: Mapped[State] = mapped_column(word(State))
    campaign_key: Mapped[str | None] = mapped_column(String(64))
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
    keeps: ClassVar = "why each post was flagged: reasons, scores, and where in the post the words stand"
    until: ClassVar = Until.CASE

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    check: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(64))
    stance: Mapped[Stance] = mapped_column(word(Stance))
    score: Mapped[float]
    threshold: Mapped[float]
    spans: Mapped[list[list[int]]] = mapped_column(JSON)


class CasePost(Base):
    """One post of a campaign."""

    __tablename__ = "case_posts"
    keeps: ClassVar = "which posts belong to a campaign"
    until: ClassVar = Until.CASE

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    post_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE)
    author_id: Mapped[str] = mapped_column(PERSON)
    posted_at: Mapped[datetime]


class Ruling(Base):
    """Who moved a case to which status, and when; reopening is a ruling too."""

    __tablename__ = "rulings"
    keeps: ClassVar = "which moderator decided what, and when"
    until: ClassVar = Until.CASE

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    status: Mapped[Status] = mapped_column(word(Status))
    moderator_id: Mapped[str] = mapped_column(PERSON)
    ruled_at: Mapped[datetime]

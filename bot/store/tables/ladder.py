"""Trust: the votes on each reason in each channel, how far it has come, and every change."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.ladder import Why
from bot.reasons import State
from bot.store.tables.base import PERSON, SNOWFLAKE, Base, Until, word


class CastVote(Base):
    """A decision about a flag, counted for one reason. It outlives its case: then it is only a number."""

    __tablename__ = "votes"
    keeps: ClassVar = "how often each reason was right and wrong in each channel"
    until: ClassVar = Until.ALWAYS
    __table_args__ = (
        UniqueConstraint("case_id", "label", name="one_vote_per_case"),
        Index("votes_on_a_reason", "guild_id", "channel_id", "label", "id"),
        # Where it stands in the order of votes is remembered elsewhere: never the same number again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[str] = mapped_column(SNOWFLAKE)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE)
    label: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="SET NULL"))
    agreed: Mapped[bool]
    weight: Mapped[int]
    voted_at: Mapped[datetime]


class Rung(Base):
    """How far a reason has come in a channel. Votes up to `evidence_after` count no more.

    Votes up to `changed_after` were there when the state last changed or a promotion was refused.
    """

    __tablename__ = "rungs"
    keeps: ClassVar = "how far each reason is trusted in each channel"
    until: ClassVar = Until.ALWAYS

    guild_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE, primary_key=True)
    label: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[State] = mapped_column(word(State))
    evidence_after: Mapped[int]
    changed_after: Mapped[int]


class MoveOutcome(StrEnum):
    """What has become of a change. Only promotions are proposed; the rest is ACCEPTED at once."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Move(Base):
    """A change of a reason's state in a channel, or a proposal of one, with the evidence it rests on."""

    __tablename__ = "moves"
    keeps: ClassVar = "when a reason was trusted more or less, on what evidence, and which moderator agreed"
    until: ClassVar = Until.ALWAYS
    __table_args__ = (
        Index(
            "one_proposal_per_reason",
            "guild_id",
            "channel_id",
            "label",
            unique=True,
            sqlite_where=text("outcome = 'proposed'"),
            postgresql_where=text("outcome = 'proposed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[str] = mapped_column(SNOWFLAKE)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE)
    label: Mapped[str] = mapped_column(String(64))
    before: Mapped[State] = mapped_column(word(State))
    after: Mapped[State] = mapped_column(word(State))
    why: Mapped[Why] = mapped_column(word(Why))
    outcome: Mapped[MoveOutcome] = mapped_column(word(MoveOutcome))
    agreed: Mapped[int]
    dismissed: Mapped[int]
    bound: Mapped[float]
    moved_at: Mapped[datetime]
    moderator_id: Mapped[str | None] = mapped_column(PERSON)
    card_channel_id: Mapped[str | None] = mapped_column(SNOWFLAKE)
    card_id: Mapped[str | None] = mapped_column(SNOWFLAKE)

"""What was done on Discord, is to be done, or waits for a moderator; each with what undoing it needs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.decision import Action
from bot.store.tables.base import PERSON, SNOWFLAKE, Base, Until, word


class ActState(StrEnum):
    """Where an act stands. What is STARTED or UNDOING may or may not have happened already."""

    QUEUED = "queued"  # waits for a moderator
    INTENDED = "intended"
    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"  # before it was done
    UNDOING = "undoing"
    UNDONE = "undone"
    STUCK = "stuck"  # could not be undone


class Problem(StrEnum):
    """Why an act was not done, or not by itself."""

    FORBIDDEN = "forbidden"
    GONE = "gone"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    BOUND = "bound"
    NO_COPY = "no_copy"
    KILL_SWITCH = "kill_switch"
    TAKEN_BACK = "taken_back"


class Act(Base):
    """One act on one target: a post to remove, an author to time out or to tell, a channel to slow down.

    A case asks for each act once, whatever happens in between. `undo` has what taking it back needs, written
    before the act itself. `due_at` is when it is to be tried next; `ends_at` when it is to be taken back by
    itself. `moderator_id` is who asked for it, None where the bot did.
    """

    __tablename__ = "acts"
    keeps: ClassVar = "what the bot did or was asked to do, to which post or account, and how to undo it"
    until: ClassVar = Until.CASE
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "target_id", name="one_act_per_target"),
        Index("acts_due", "state", "due_at"),
        Index("acts_of_a_server", "guild_id", "kind", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    guild_id: Mapped[str] = mapped_column(SNOWFLAKE)
    channel_id: Mapped[str] = mapped_column(SNOWFLAKE)
    post_id: Mapped[str] = mapped_column(SNOWFLAKE)
    author_id: Mapped[str] = mapped_column(PERSON)
    target_id: Mapped[str] = mapped_column(PERSON)
    kind: Mapped[Action] = mapped_column(word(Action))
    state: Mapped[ActState] = mapped_column(word(ActState))
    automatic: Mapped[bool]
    moderator_id: Mapped[str | None] = mapped_column(PERSON)
    undo: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    attempts: Mapped[int]
    problem: Mapped[Problem | None] = mapped_column(word(Problem))

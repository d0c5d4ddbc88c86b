"""Trust, acts and privacy: votes, rungs and moves, acts, encrypted texts, appeals, campaigns and settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SNOWFLAKE = sa.String(20)
WORD = sa.String(16)
LABEL = sa.String(64)
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _cases()
    _acts()
    _trust()
    _texts()
    _topics()
    op.create_table(
        "settings",
        sa.Column("guild_id", SNOWFLAKE, primary_key=True),
        sa.Column("channel_id", SNOWFLAKE, primary_key=True),
        sa.Column("key", LABEL, primary_key=True),
        sa.Column("value", sa.String(1024), nullable=False),
        sa.Column("moderator_id", SNOWFLAKE, nullable=False),
        sa.Column("set_at", TIME, nullable=False),
    )


def _cases() -> None:
    op.add_column("cases", sa.Column("place_id", SNOWFLAKE, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("state", WORD, nullable=False, server_default="shadow"))
    op.add_column("cases", sa.Column("campaign_key", LABEL))
    # Which of the older cases were in threads isn't known any more; their own channel is the best guess.
    op.execute("UPDATE cases SET place_id = channel_id")
    op.create_index("one_case_per_campaign", "cases", ["guild_id", "campaign_key"], unique=True)
    op.create_index("cases_by_author", "cases", ["author_id"])
    op.create_table(
        "case_posts",
        _of_a_case(primary_key=True),
        sa.Column("post_id", SNOWFLAKE, primary_key=True),
        sa.Column("channel_id", SNOWFLAKE, nullable=False),
        sa.Column("author_id", SNOWFLAKE, nullable=False),
        sa.Column("posted_at", TIME, nullable=False),
    )


def _acts() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_case(),
        *(
            sa.Column(name, SNOWFLAKE, nullable=False)
            for name in ("guild_id", "channel_id", "post_id", "author_id", "target_id")
        ),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.Column("moderator_id", SNOWFLAKE),
        sa.Column("undo", sa.JSON),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("ends_at", TIME),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("problem", WORD),
        sa.UniqueConstraint("case_id", "kind", "target_id", name="one_act_per_target"),
    )
    op.create_index("acts_due", "acts", ["state", "due_at"])
    op.create_index("acts_of_a_server", "acts", ["guild_id", "kind", "created_at"])


def _trust() -> None:
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer, primary_key=True),
        *_of_a_reason(),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="SET NULL")),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("voted_at", TIME, nullable=False),
        sa.UniqueConstraint("case_id", "label", name="one_vote_per_case"),
        sqlite_autoincrement=True,
    )
    op.create_index("votes_on_a_reason", "votes", ["guild_id", "channel_id", "label", "id"])
    op.create_table(
        "rungs",
        *_of_a_reason(primary_key=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("evidence_after", sa.Integer, nullable=False),
        sa.Column("changed_after", sa.Integer, nullable=False),
    )
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer, primary_key=True),
        *_of_a_reason(),
        *(sa.Column(name, WORD, nullable=False) for name in ("before", "after", "why", "outcome")),
        sa.Column("agreed", sa.Integer, nullable=False),
        sa.Column("dismissed", sa.Integer, nullable=False),
        sa.Column("bound", sa.Double, nullable=False),
        sa.Column("moved_at", TIME, nullable=False),
        sa.Column("moderator_id", SNOWFLAKE),
        *_card(),
    )
    is_proposed = sa.text("outcome = 'proposed'")
    op.create_index(
        "one_proposal_per_reason",
        "moves",
        ["guild_id", "channel_id", "label"],
        unique=True,
        sqlite_where=is_proposed,
        postgresql_where=is_proposed,
    )


def _texts() -> None:
    op.create_table(
        "sealed_texts",
        sa.Column("post_id", SNOWFLAKE, primary_key=True),
        _of_a_case(index=True),
        sa.Column("guild_id", SNOWFLAKE, nullable=False),
        sa.Column("author_id", SNOWFLAKE, nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("stored_at", TIME, nullable=False, index=True),
    )
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_case(unique=True),
        sa.Column("author_id", SNOWFLAKE, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("appealed_at", TIME, nullable=False),
        sa.Column("moderator_id", SNOWFLAKE),
        sa.Column("decided_at", TIME),
        *_card(),
    )


def _topics() -> None:
    op.create_table(
        "accepted_posts",
        sa.Column("post_id", SNOWFLAKE, primary_key=True),
        sa.Column("guild_id", SNOWFLAKE, nullable=False),
        sa.Column("channel_id", SNOWFLAKE, nullable=False),
        sa.Column("log_odds", sa.Double, nullable=False),
        sa.Column("accepted_at", TIME, nullable=False, index=True),
    )
    op.create_table(
        "topic_suggestions",
        sa.Column("guild_id", SNOWFLAKE, primary_key=True),
        sa.Column("author_id", SNOWFLAKE, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("post_id", SNOWFLAKE, nullable=False),
    )


def _of_a_case(
    *, primary_key: bool = False, index: bool | None = None, unique: bool | None = None
) -> sa.Column[int]:
    owner = sa.ForeignKey("cases.id", ondelete="CASCADE")
    return sa.Column(
        "case_id", sa.Integer, owner, nullable=False, primary_key=primary_key, index=index, unique=unique
    )


def _of_a_reason(*, primary_key: bool = False) -> list[sa.Column[str]]:
    kinds = {"guild_id": SNOWFLAKE, "channel_id": SNOWFLAKE, "label": LABEL}
    return [sa.Column(name, kind, nullable=False, primary_key=primary_key) for name, kind in kinds.items()]


def _card() -> list[sa.Column[str]]:
    return [sa.Column("card_channel_id", SNOWFLAKE), sa.Column("card_id", SNOWFLAKE)]

"""The first tables: judged posts, cases with their findings, and rulings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SNOWFLAKE = sa.String(20)
WORD = sa.String(16)
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "judged_posts",
        sa.Column("post_id", SNOWFLAKE, primary_key=True),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("judged_at", TIME, nullable=False, index=True),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("guild_id", SNOWFLAKE, nullable=False),
        sa.Column("channel_id", SNOWFLAKE, nullable=False),
        sa.Column("post_id", SNOWFLAKE, nullable=False),
        sa.Column("author_id", SNOWFLAKE, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("model_digest", sa.String(128), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("card_channel_id", SNOWFLAKE),
        sa.Column("card_id", SNOWFLAKE),
        sqlite_autoincrement=True,
    )
    is_open = sa.text("status = 'open'")
    op.create_index(
        "one_open_case_per_post",
        "cases",
        ["post_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "case_findings",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_case(),
        sa.Column("check", sa.String(64), nullable=False),
        sa.Column("label", sa.String(64), nullable=False),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.Column("threshold", sa.Double, nullable=False),
        sa.Column("spans", sa.JSON, nullable=False),
    )
    op.create_table(
        "rulings",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_case(),
        sa.Column("status", WORD, nullable=False),
        sa.Column("moderator_id", SNOWFLAKE, nullable=False),
        sa.Column("ruled_at", TIME, nullable=False),
    )


def _of_a_case() -> sa.Column[int]:
    owner = sa.ForeignKey("cases.id", ondelete="CASCADE")
    return sa.Column("case_id", sa.Integer, owner, nullable=False, index=True)

"""What all tables share: their columns' types, and that each says what it keeps and for how long."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import DateTime, Dialect, Enum, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

#: A snowflake has at most 20 digits.
SNOWFLAKE = String(20)


class PersonId(String):
    """The id of an account, so that whoever asks can be told which columns hold one."""


PERSON = PersonId(20)


class Until(StrEnum):
    """For how long the rows of a table are kept; `bot.privacy` says it in days."""

    JUDGED = "judged"
    TEXT = "text"
    CASE = "case"
    DAY = "day"
    CHANGED = "changed"
    ALWAYS = "always"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on every database; SQLite alone would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def word(kind: type[StrEnum]) -> Enum:
    """A string enum stored as its value in a plain text column, so that a new member needs no migration."""
    return Enum(kind, native_enum=False, length=16, values_callable=list)


class Base(DeclarativeBase):
    """A table. `keeps` says in one sentence what it is for, `until` how long its rows stay."""

    keeps: ClassVar[str]
    until: ClassVar[Until]
    type_annotation_map: ClassVar = {datetime: UtcDateTime}

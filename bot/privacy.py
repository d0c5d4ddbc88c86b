"""What is kept about people, why and for how long: from the tables and the running configuration."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import inspect

from bot.config import Config
from bot.store.schema import Base, PersonId, SealedText, Until


@dataclass(frozen=True, slots=True)
class Kept:
    """One table: what it keeps, in which columns, which of them hold an account's id, and until when."""

    table: str
    what: str
    columns: tuple[str, ...]
    people: tuple[str, ...]
    until: str


def kept(config: Config, *, has_key: bool) -> list[Kept]:
    """Everything that is kept, by table. `has_key` says whether texts can be encrypted, and so are kept."""
    return [_kept(mapper.class_, config, has_key=has_key) for mapper in Base.registry.mappers]


def _kept(table: type[Base], config: Config, *, has_key: bool) -> Kept:
    columns = inspect(table).local_table.columns
    nothing = table is SealedText and not has_key
    return Kept(
        table.__tablename__,
        table.keeps,
        tuple(column.name for column in columns),
        tuple(column.name for column in columns if isinstance(column.type, PersonId)),
        "nothing is kept, for there is no key to encrypt it with" if nothing else _until(table.until, config),
    )


def _until(until: Until, config: Config) -> str:
    privacy = config.privacy
    decided = (
        "" if privacy.keep_text_after_decision else ", or until moderators decide, unless it was removed"
    )
    return {
        Until.JUDGED: _days(config.store.remember_judged_days),
        Until.TEXT: f"{_days(privacy.keep_text_days)}{decided}; until the post or its author is gone",
        Until.CASE: _days(privacy.keep_cases_days),
        Until.DAY: "until the day after",
        Until.CHANGED: "until it is changed",
        Until.ALWAYS: "for good",
    }[until]


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"

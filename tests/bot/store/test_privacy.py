"""The privacy page says of every table and column what it is, as the database has them."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from bot.config import Config, StoreConfig
from bot.privacy import Kept, kept
from bot.store.database import Database
from bot.trust_config import PrivacyConfig


def columns(connection: Connection) -> dict[str, set[str]]:
    inspector = inspect(connection)
    return {
        table: {column["name"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def page(config: Config | None = None, *, has_key: bool = True) -> dict[str, Kept]:
    return {one.table: one for one in kept(config or Config(), has_key=has_key)}


async def test_the_page_lists_every_table_and_column_that_the_database_has(database: Database) -> None:
    async with database.engine.connect() as connection:
        there = await connection.run_sync(columns)
    assert {name: set(one.columns) for name, one in page().items()} == there


async def test_every_column_of_a_person_is_named_as_such() -> None:
    for one in page().values():
        persons = {name for name in one.columns if name.endswith(("author_id", "moderator_id"))}
        assert persons <= set(one.people), one.table
        assert one.what
        assert one.until
    assert page()["acts"].people == ("author_id", "target_id", "moderator_id")


def test_the_days_are_those_of_the_configuration() -> None:
    config = Config(
        privacy=PrivacyConfig(keep_text_days=3, keep_cases_days=90), store=StoreConfig(remember_judged_days=1)
    )
    told = page(config)
    assert told["judged_posts"].until == "1 day"
    assert told["sealed_texts"].until.startswith("3 days")
    assert told["cases"].until == "90 days"


def test_without_a_key_the_page_says_that_no_words_are_kept() -> None:
    assert "nothing is kept" in page(has_key=False)["sealed_texts"].until
    assert "nothing is kept" not in page()["sealed_texts"].until

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert, inspect, text
from sqlalchemy.exc import IntegrityError

from bot.store.database import Database, open_database, sqlite_url
from bot.store.schema import Base, Case, Status
from classifier.errors import BadInput, EnvironmentFailed


def differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection), Base.metadata)


async def test_the_migrated_schema_equals_the_models(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_migrated_indexes_keep_one_open_case_per_post(database: Database) -> None:
    # Alembic's comparison doesn't look at an index's condition, so this does.
    case = insert(Case).values(
        guild_id="1",
        channel_id="2",
        post_id="3",
        author_id="4",
        revision=0,
        model_digest="words-1",
        opened_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    async with database.engine.begin() as connection:
        await connection.execute(case.values(status=Status.AGREED))
        await connection.execute(case.values(status=Status.OPEN))
    with pytest.raises(IntegrityError):
        async with database.engine.begin() as connection:
            await connection.execute(case.values(status=Status.OPEN))


async def test_no_column_can_hold_what_somebody_wrote(database: Database) -> None:
    def columns(connection: Connection) -> dict[str, int | None]:
        inspector = inspect(connection)
        return {
            f"{table}.{column['name']}": getattr(column["type"], "length", None)
            for table in Base.metadata.tables
            for column in inspector.get_columns(table)
        }

    async with database.engine.connect() as connection:
        lengths = await connection.run_sync(columns)
    # What moderators set, such as a channel's topic, is the one text there is.
    lengths.pop("settings.value")
    assert max(length for length in lengths.values() if length) <= 128
    assert not {name for name in lengths if name.endswith(("text", "content", "summary", "name", "read_as"))}


async def test_opening_twice_keeps_what_was_there(database_url: str) -> None:
    first = await open_database(database_url)
    async with first.engine.begin() as connection:
        await connection.execute(text("INSERT INTO judged_posts VALUES ('1', 0, '2026-11-23 12:00:00')"))
    await first.close()
    second = await open_database(database_url)
    async with second.engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM judged_posts")) == 1
    await second.close()


async def test_sqlite_waits_for_other_writers_and_holds_foreign_keys(tmp_path: Path) -> None:
    database = await open_database(sqlite_url(tmp_path / "tactful.db"))
    async with database.engine.connect() as connection:
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert await connection.scalar(text("PRAGMA busy_timeout")) > 0
    await database.close()


async def test_a_database_of_a_newer_tactful_is_refused_with_the_mend(database_url: str) -> None:
    database = await open_database(database_url)
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(EnvironmentFailed, match="newer tactful"):
        await open_database(database_url)


async def test_a_file_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match="cannot use the database") as caught:
        await open_database(sqlite_url(tmp_path / "nowhere" / "tactful.db"))
    assert "\n" not in str(caught.value)


async def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("milk, eggs, bread. " * 100)
    with pytest.raises(EnvironmentFailed, match="not a database"):
        await open_database(sqlite_url(tmp_path / "notes.txt"))


@pytest.mark.parametrize("url", ["mysql://a:secret@h/b", "not a url: secret", "sqlite://"])
async def test_a_wrong_url_is_refused_without_repeating_its_password(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        await open_database(url)
    assert "secret" not in str(caught.value)


async def test_an_unreachable_server_is_one_line_without_the_password() -> None:
    with pytest.raises(EnvironmentFailed, match="cannot use the database") as caught:
        await open_database("postgres://tactful:secret@127.0.0.1:1/tactful")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)

"""Every older database is carried upward with what is in it, and goes on working."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.config import Config as Alembic
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.engine import Engine

from bot.cases import Cases
from bot.reasons import State
from bot.store.database import open_database
from bot.store.migrate import MIGRATIONS, migrate
from bot.store.schema import Base, Status

#: By revision, what fills a database that was left there.
ROWS = {
    file.stem: file.read_text("utf-8") for file in sorted(Path(__file__).with_name("releases").glob("*.sql"))
}


def revisions() -> list[str]:
    """All of them, the oldest first."""
    alembic = Alembic()
    alembic.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(alembic).walk_revisions()][::-1]


def engine(url: str) -> Engine:
    address = make_url(url)
    return create_engine(address.set(drivername="postgresql+psycopg") if "postgres" in url else address)


def leave_at(connection: Connection, revision: str) -> None:
    """A database as the tactful of that revision left it."""
    migrate(connection, revision)
    for statement in ROWS[revision].strip().split(";\n"):
        connection.execute(text(statement))


def test_there_are_rows_of_every_older_schema() -> None:
    assert list(ROWS) == revisions()[:-1]


@pytest.mark.parametrize("revision", ROWS)
async def test_an_older_database_keeps_what_is_in_it(database_url: str, revision: str) -> None:
    old = engine(database_url)
    with old.begin() as connection:
        leave_at(connection, revision)
    old.dispose()

    database = await open_database(database_url)
    cases = Cases(database.sessions)
    first, second = await cases.get(1), await cases.get(2)
    assert first is not None
    assert second is not None
    assert (first.status, first.state, first.place_id, first.card_id) == (
        Status.OPEN,
        State.SHADOW,
        "10",
        "501",
    )
    assert first.findings[0].spans == [[4, 9]]
    assert first.opened_at == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert [ruling.moderator_id for ruling in second.rulings] == ["7"]
    assert (await cases.rule(1, Status.AGREED, "8")).status is Status.AGREED
    assert await cases.acts(1) == []
    await database.close()


@pytest.mark.parametrize("revision", ROWS)
async def test_an_older_database_ends_up_as_a_new_one(database_url: str, revision: str) -> None:
    old = engine(database_url)
    with old.begin() as connection:
        leave_at(connection, revision)
    old.dispose()
    database = await open_database(database_url)
    async with database.engine.connect() as connection:
        names = await connection.run_sync(lambda sync: set(sync.dialect.get_table_names(sync)))
    assert names == {*Base.metadata.tables, "alembic_version"}
    await database.close()

"""Open the database: SQLite or PostgreSQL, brought up to date before anybody reads from it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.migrate import migrate
from classifier.errors import BadInput, EnvironmentFailed

#: How long a writer waits for another process that is writing to the same SQLite file, in milliseconds.
SQLITE_BUSY_TIMEOUT_MS = 5_000

Sessions = async_sessionmaker[AsyncSession]


class Database:
    """An open database. `sessions.begin()` gives a session that commits at its end or rolls back."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.sessions: Sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def close(self) -> None:
        await self.engine.dispose()


async def open_database(url: str) -> Database:
    """Connect to `url` and migrate it to the newest schema.

    Raises BadInput for a URL that is none, EnvironmentFailed when the database can't be used.
    """
    address = _with_driver(url)
    # SQLite has one writer at a time: tasks queue for one connection better than connections for the lock.
    pool = {"pool_size": 1, "max_overflow": 0} if address.drivername.startswith("sqlite") else {}
    try:
        # An error's text would carry the parameters, which hold people's ids, into the log.
        engine = create_async_engine(address, hide_parameters=True, pool_pre_ping=True, **pool)
    except ModuleNotFoundError as error:
        mend = "install tactful[postgres]" if "psycopg" in str(error) else "use sqlite:/// or postgresql://"
        raise EnvironmentFailed(f"no driver for {address.drivername}", mend=mend) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(migrate)
    except (SQLAlchemyError, OSError) as error:
        await engine.dispose()
        raise EnvironmentFailed(
            f"cannot use the database: {_first_line(error)}",
            where=address.render_as_string(hide_password=True),
            mend="check that it exists and may be written to",
        ) from error
    return Database(engine)


def sqlite_url(file: Path) -> str:
    """The URL of an SQLite file."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def _with_driver(url: str) -> URL:
    """The URL with the asynchronous driver that tactful uses, whatever driver it names."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        # The URL itself stays out of the message: it may hold a password.
        raise BadInput(
            "TACTFUL_DATABASE_URL is no database URL", mend="write postgresql://USER:PASSWORD@HOST/NAME"
        ) from error
    kind = address.drivername.partition("+")[0]
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+psycopg",
        "postgres": "postgresql+psycopg",
    }
    if kind not in drivers:
        raise BadInput(f"{kind} databases are not supported", mend="use sqlite:/// or postgresql://")
    return address.set(drivername=drivers[kind])


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Left to itself Python's driver begins a transaction only at the first write, and none for migrations.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()
    except sqlite3.Error:
        # The pool doesn't own the connection yet, so nobody else would end its thread.
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer would fail at once where this one waits."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _first_line(error: Exception) -> str:
    """What the driver said, without SQLAlchemy's lines about the statement."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]

"""Open the database: SQLite or PostgreSQL, brought up to date before anybody reads from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
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
    engine = _engine(address)
    try:
        if engine.dialect.name == "sqlite":
            _check_sqlite(address)
        async with engine.begin() as connection:
            await connection.run_sync(migrate)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
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


def _engine(address: URL) -> AsyncEngine:
    sqlite = address.get_backend_name() == "sqlite"
    # SQLite has one writer at a time: tasks queue for one connection better than connections for the lock.
    pool = {"pool_size": 1, "max_overflow": 0} if sqlite else {}
    try:
        # An error's text would carry the parameters, which hold people's ids, into the log.
        engine = create_async_engine(address, hide_parameters=True, pool_pre_ping=True, **pool)
    except ModuleNotFoundError as error:
        raise EnvironmentFailed(
            f"no driver for {address.get_backend_name()}", mend="install tactful[postgres]"
        ) from error
    if sqlite:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


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
    if kind == "sqlite" and address.database in (None, "", ":memory:"):
        raise BadInput("TACTFUL_DATABASE_URL names no file", mend="write sqlite:///FILE")
    return address.set(drivername=drivers[kind])


def _check_sqlite(address: URL) -> None:
    """Open the file once, creating it if need be, and put it in the WAL mode, which it remembers.

    Here and not in the pool, where a connection that fails leaves its thread behind.
    """
    with closing(sqlite3.connect(address.database or "")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Left to itself Python's driver begins a transaction only at the first write, and none for migrations.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer would fail at once where this one waits."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _first_line(error: Exception) -> str:
    """What the driver said, without SQLAlchemy's lines about the statement."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]

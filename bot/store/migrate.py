"""Bring a database up to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from classifier.errors import EnvironmentFailed

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision` that this database hasn't had yet, in the connection's transaction.

    Raises EnvironmentFailed when a newer tactful wrote the database.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise EnvironmentFailed(
            "the database was written by a newer tactful", mend="update tactful, or use another database"
        ) from error

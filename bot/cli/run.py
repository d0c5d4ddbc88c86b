"""`tactful bot`: run the moderation bot."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from bot.config import Environment, load
from bot.discord.run import run


@click.command(name="bot")
@click.option(
    "--config",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Settings that differ from the defaults; config/default.toml documents all of them.",
)
def command(file: Path | None) -> None:
    """Run the moderation bot on Discord until it is stopped.

    The bot's token comes from TACTFUL_DISCORD_TOKEN. Cases are kept in the SQLite file that the
    configuration names, or in the PostgreSQL database that TACTFUL_DATABASE_URL names.

    \b
    Example:
      TACTFUL_DISCORD_TOKEN=… tactful bot --config tactful.toml
    """
    # Never DEBUG, not even with --debug: there these libraries log what people write, ids and the token.
    for name in ("bot", "discord", "aiosqlite"):
        logging.getLogger(name).setLevel(logging.INFO)
    run(load(file), Environment.read())

"""Start the bot and end it well: every way of failing is one line and an exit status."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import aiohttp
import discord

import classifier
from bot.checks.context import Model
from bot.config import Config, Environment
from bot.discord.client import Tactful
from bot.discord.endpoints import point_at
from bot.discord.list_updates import update_on_hangup
from bot.store.database import open_database, sqlite_url
from bot.text_vault import TextVault
from classifier.errors import BadInput, EnvironmentFailed

#: The gateway's close code for a token that isn't valid (any more).
AUTHENTICATION_FAILED = 4004


def run(config: Config, environment: Environment) -> None:
    """Run the bot until SIGTERM (returns) or Ctrl-C (KeyboardInterrupt).

    Raises BadInput for what the configuration or environment got wrong, EnvironmentFailed when Discord or
    the database can't be used.
    """
    if not environment.token:
        raise BadInput("TACTFUL_DISCORD_TOKEN is not set", mend="put the bot's token there")
    if config.moderators.permission not in discord.Permissions.VALID_FLAGS:
        raise BadInput(
            f"moderators.permission is {config.moderators.permission!r}",
            mend='use a permission\'s name as discord.py has it, such as "manage_messages"',
        )
    point_at(environment.discord_api, environment.discord_gateway)
    model = classifier.load(config.model.path or None)
    asyncio.run(_until_told_to_stop(config, environment, environment.token, model))


async def _until_told_to_stop(config: Config, environment: Environment, token: str, model: Model) -> None:
    this = asyncio.current_task()
    told_to_stop = asyncio.Event()

    def stop() -> None:
        told_to_stop.set()
        if this:
            this.cancel()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    try:
        await serve(config, environment, token, model)
    except asyncio.CancelledError:
        if not told_to_stop.is_set():
            raise


async def serve(config: Config, environment: Environment, token: str, model: Model) -> None:
    """Open the database, connect, and moderate until cancelled."""
    vault = TextVault(environment.content_key)
    database = await open_database(environment.database_url or sqlite_url(Path(config.store.file)))
    try:
        async with Tactful(config, model, database, vault) as client:
            update_on_hangup(client)
            await client.start(token)
    except discord.LoginFailure as error:
        raise _token_refused() from error
    except discord.PrivilegedIntentsRequired as error:
        raise EnvironmentFailed(
            "Discord won't let the bot hear all that it should",
            mend=f"switch on {_privileged(config)} on the bot's page in the developer portal",
        ) from error
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise _token_refused() from error
        raise EnvironmentFailed(f"Discord closed the connection with code {error.code}") from error
    except (aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound, OSError) as error:
        raise EnvironmentFailed(
            f"cannot reach Discord: {error}", mend="check the network and TACTFUL_DISCORD_API"
        ) from error
    finally:
        await database.close()


def _privileged(config: Config) -> str:
    if config.watch.nicknames or config.watch.joins:
        return "the intents Message Content and, for [watch] nicknames and joins, Server Members"
    return "the Message Content intent"


def _token_refused() -> EnvironmentFailed:
    return EnvironmentFailed(
        "Discord refused the token", mend="set TACTFUL_DISCORD_TOKEN to the one in the developer portal"
    )

"""The bot as a program of its own, to be killed: `python killed_bot.py API GATEWAY DATABASE TOKEN KEY`.

With the small classifier of the tests, and in more of a hurry to take over what a killed one had in hand.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

from acting import wanting
from word_model import WordModel

from bot import demands, outbox
from bot.config import Environment
from bot.discord import catching_up
from bot.discord.endpoints import point_at
from bot.discord.run import serve
from bot.trust_config import Consequence


def main(api: str, gateway: str, database: str, token: str, key: str) -> None:
    outbox.LEASE = demands.LEASE = timedelta(seconds=1)
    catching_up.YOUNGEST = timedelta(seconds=1)
    point_at(api, gateway)
    environment = Environment(database_url=database, content_key=key)
    config = wanting(Consequence.REMOVE, notes_per_author_and_day=1000, removals_per_hour=1000)
    asyncio.run(serve(config, environment, token, WordModel()))


if __name__ == "__main__":
    main(*sys.argv[1:])

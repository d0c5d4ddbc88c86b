"""Fetch the lists of domains anew while the bot runs: when told by the signal SIGHUP, or by whoever calls."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING

from bot.links.fetch import update_lists
from classifier.errors import TactfulError

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)


async def update(client: Tactful) -> int:
    """Fetch and read all lists, and return how many came from the web. Raises TactfulError; see there."""
    count = await update_lists(client.config.links, client.memory.domains)
    log.info("lists of domains read anew; fetched: %d", count)
    return count


def update_on_hangup(client: Tactful) -> None:
    """From now on SIGHUP updates the lists. What goes wrong is logged, and the lists stay as they are."""

    def told() -> None:
        client.take_in_hand(asyncio.create_task(_update_or_say_why_not(client)))

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, told)


async def _update_or_say_why_not(client: Tactful) -> None:
    try:
        await update(client)
    except TactfulError as error:
        log.error("the lists of domains are as before: %s", error)

"""What a channel that has no topic says it is about: its pinned posts."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.bounded import Bounded

log = logging.getLogger(__name__)

#: So many channels are remembered, so many pinned posts of each are read, the newest, and so much of them.
MOST_CHANNELS = 5_000
MOST_PINS = 3
MOST_TEXT = 500


class PinnedTopics:
    """Asks Discord once for each channel, and again after its pins have changed."""

    def __init__(self) -> None:
        self._topics: Bounded[int, str] = Bounded(MOST_CHANNELS)
        self._locks: Bounded[int, asyncio.Lock] = Bounded(MOST_CHANNELS)

    def known(self, channel_id: int) -> str | None:
        """What the pinned posts say, as far as they were asked for."""
        return self._topics.get(channel_id) or None

    def changed(self, channel_id: int) -> None:
        """Ask anew when it is needed."""
        self._topics.drop(channel_id)

    async def topic(self, channel: discord.TextChannel) -> str | None:
        """What the pinned posts say; None if there are none, or they can't be read."""
        async with self._locks.of(channel.id, asyncio.Lock):
            if self._topics.get(channel.id) is None:
                self._topics.put(channel.id, await _read(channel))
        return self.known(channel.id)


async def _read(channel: discord.TextChannel) -> str:
    try:
        pinned = [message.content async for message in channel.pins(limit=MOST_PINS)]
    except discord.HTTPException as error:
        log.warning("the pinned posts of channel %s can't be read: %s", channel.id, error.status)
        return ""
    return "\n".join(text for text in pinned if text)[:MOST_TEXT]

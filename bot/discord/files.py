"""The text files that are attached to a message, read only where the server says so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

import aiohttp
import discord

from bot.check_config import WatchConfig

log = logging.getLogger(__name__)

#: Endings of files that hold text. Discord names a long message message.txt.
ENDINGS = frozenset({".txt", ".md", ".log", ".csv", ".text"})
#: So many files of a message are read, and so long may reading one take. Seconds.
MOST_FILES = 3
TIMEOUT_S = 5.0


async def texts_of_files(message: discord.Message, settings: WatchConfig) -> list[str]:
    """What the attached text files say. One that can't be read is left out, with a line in the log."""
    if not settings.files:
        return []
    files = islice(_files(message, settings), MOST_FILES)
    return [text for file in files if (text := await _read(file, settings.file_bytes))]


def _files(message: discord.Message, settings: WatchConfig) -> Iterator[discord.Attachment]:
    forwarded = (file for snapshot in message.message_snapshots for file in snapshot.attachments)
    for file in (*message.attachments, *forwarded):
        if _holds_text(file) and file.size <= settings.file_bytes:
            yield file


def _holds_text(file: discord.Attachment) -> bool:
    ending = PurePath(file.filename).suffix.lower()
    return ending in ENDINGS or (file.content_type or "").startswith("text/")


async def _read(file: discord.Attachment, most: int) -> str:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            content = await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("a text file could not be read: %s", type(error).__name__)
        return ""
    text = content[:most].decode("utf-8", errors="replace")
    return "" if "\0" in text else text

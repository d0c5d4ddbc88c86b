"""Fetch the lists that are kept on the web: only when somebody asks for it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp

from bot.check_config import LinksConfig
from bot.links.domains import Domains
from bot.links.lists import copy_of, on_the_web, read_lists
from classifier.errors import EnvironmentFailed
from classifier.wholefile import writing

#: How long fetching one list may take, in seconds, and how long a list may be, in bytes.
TIMEOUT_S = 30.0
MOST_BYTES = 64_000_000
PIECE_BYTES = 65_536


async def update_lists(settings: LinksConfig, domains: Domains) -> int:
    """Fetch every list from the web, then read all lists anew. Returns how many were fetched.

    Raises EnvironmentFailed for the first that can't be fetched; what was there before stays in force.
    """
    addresses = [name for name in (*settings.allow, *settings.block) if on_the_web(name)]
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        for address in addresses:
            content = await _fetch(session, address)
            await asyncio.to_thread(_put, copy_of(address, settings), content)
    await asyncio.to_thread(read_lists, settings, domains)
    return len(addresses)


async def _fetch(session: aiohttp.ClientSession, address: str) -> bytes:
    content = bytearray()
    try:
        async with session.get(address) as answer:
            answer.raise_for_status()
            async for piece in answer.content.iter_chunked(PIECE_BYTES):
                content += piece
                if len(content) > MOST_BYTES:
                    raise EnvironmentFailed(f"the list is longer than {MOST_BYTES:,} bytes", where=address)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise EnvironmentFailed(
            f"cannot fetch the list: {error or type(error).__name__}", where=address, mend="try again later"
        ) from error
    return bytes(content)


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with writing(file) as opened:
        opened.write(content)

"""What every ruling has for a consequence, whichever button or command it came by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord.proposals import tell
from bot.discord.suggestions import not_fine_after_all
from bot.store.schema import Case, Status

if TYPE_CHECKING:
    from bot.discord.client import Tactful


async def after_ruling(client: Tactful, guild: discord.Guild, case: Case) -> None:
    """Take back what is to be taken back, and see what the vote means for the reasons' trust."""
    if case.status is Status.OPEN:
        await not_fine_after_all(client, case)
    client.errands.wake()
    await tell(client, guild, await client.ladder.review(case))

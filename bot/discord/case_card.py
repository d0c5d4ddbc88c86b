"""Bring a case's card up to date with what has become of the case: rulings, acts and buttons."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import discord

from bot.discord import cards
from bot.discord.buttons import buttons
from bot.store.schema import Case

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)

_LOCKS: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


async def mend_card(client: Tactful, guild: discord.Guild, case_id: int) -> None:
    """Show what the database says. What Discord refuses is logged: the case itself is as it should be."""
    async with writing(case_id):
        case = await client.cases.get(case_id)
        if case is None:
            return
        acts = await client.cases.acts(case_id)
        try:
            shown = await card_message(guild, case)
            if shown and shown.embeds:
                embed = cards.standing(shown.embeds[0], case, acts)
                await shown.edit(embed=embed, view=buttons(case, acts))
        except discord.HTTPException as error:
            log.error("case %s has no up-to-date card: Discord answered %s", case_id, error.status)


def writing(case_id: int) -> asyncio.Lock:
    """Held by whoever writes a case's card.

    One after the other: the last to write is the last to have looked, and sees the card that another sent.
    """
    return _LOCKS.setdefault(case_id, asyncio.Lock())


async def card_message(guild: discord.Guild, case: Case) -> discord.Message | None:
    """The card that the case has, None if it has none, or if it is gone."""
    if case.card_id is None or case.card_channel_id is None:
        return None
    where = guild.get_channel(int(case.card_channel_id))
    if not isinstance(where, discord.TextChannel):
        return None
    try:
        return await where.fetch_message(int(case.card_id))
    except discord.NotFound:
        return None

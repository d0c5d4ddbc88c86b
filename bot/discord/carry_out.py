"""Carry decisions out: write a case's card, or bring the card it has up to date."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.cases import News, Recorded
from bot.decision import Decision
from bot.discord import cards
from bot.discord.buttons import buttons
from bot.discord.case_card import card_message, writing

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)


async def carry_out(
    client: Tactful, recorded: Recorded, decision: Decision, channel: discord.TextChannel
) -> None:
    """Show the moderators what has become of a case. What Discord refuses is logged, not raised."""
    async with writing(recorded.case.id):
        case = await client.cases.get(recorded.case.id)
        if case:
            await _write(client, Recorded(case, recorded.news), decision, channel)


async def _write(
    client: Tactful, recorded: Recorded, decision: Decision, channel: discord.TextChannel
) -> None:
    case = recorded.case
    try:
        shown = await card_message(channel.guild, case)
        if recorded.news is News.PASSES_NOW:
            if shown and shown.embeds:
                await shown.edit(embed=cards.passes_now(shown.embeds[0], decision))
            return
        acts = await client.cases.acts(case.id)
        if shown and shown.embeds and recorded.news is News.JOINED:
            embed = cards.joined(shown.embeds[0], decision)
        else:
            embed = cards.card(recorded, decision, acts)
        embed = cards.standing(embed, case, acts)
        if shown:
            await shown.edit(embed=embed, view=buttons(case, acts))
        else:
            message = await channel.send(embed=embed, view=buttons(case, acts))
            await client.cases.remember_card(case.id, str(channel.id), str(message.id))
    except discord.HTTPException as error:
        log.error("case %s has no up-to-date card: Discord answered %s %s", case.id, error.status, error.code)

"""Carry decisions out: write a case's card, or bring the card it has up to date."""

from __future__ import annotations

import logging

import discord

from bot.cases import Cases, News, Recorded
from bot.decision import Decision
from bot.discord import cards
from bot.discord.buttons import buttons

log = logging.getLogger(__name__)


async def carry_out(
    recorded: Recorded, decision: Decision, channel: discord.TextChannel, cases: Cases
) -> None:
    """Show the moderators what has become of a case. What Discord refuses is logged, not raised."""
    case = recorded.case
    try:
        shown = await _card_message(recorded, channel)
        if recorded.news is News.PASSES_NOW:
            if shown and shown.embeds:
                await shown.edit(embed=cards.passes_now(shown.embeds[0], decision))
        elif shown:
            await shown.edit(embed=cards.card(recorded, decision), view=buttons(case))
        else:
            message = await channel.send(embed=cards.card(recorded, decision), view=buttons(case))
            await cases.remember_card(case.id, str(channel.id), str(message.id))
    except discord.HTTPException as error:
        log.error("case %s has no up-to-date card: Discord answered %s %s", case.id, error.status, error.code)


async def _card_message(recorded: Recorded, channel: discord.TextChannel) -> discord.Message | None:
    """The card that the case already has, if it is still there."""
    case = recorded.case
    if case.card_id is None or case.card_channel_id is None:
        return None
    where = channel.guild.get_channel(int(case.card_channel_id))
    if not isinstance(where, discord.TextChannel):
        return None
    try:
        return await where.fetch_message(int(case.card_id))
    except discord.NotFound:
        return None

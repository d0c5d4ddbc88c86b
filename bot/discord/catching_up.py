"""After a start: what was written down and not shown, because the bot was cut off in between."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.cases import News, Recorded
from bot.decision import Decision
from bot.discord import cards
from bot.discord.buttons import buttons
from bot.discord.carry_out import carry_out
from bot.discord.channels import moderators_channel
from bot.discord.proposals import tell
from bot.discord.reading import read_again
from bot.pipeline import judge
from bot.store.schema import Case

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)

#: A younger case's card may just be on its way; an older one's is of no use any more.
YOUNGEST = timedelta(seconds=60)
OLDEST = timedelta(days=7)
#: How many of the newest messages are searched for a card that was sent and not noted.
SEARCHED = 100


async def catch_up(client: Tactful, guild: discord.Guild) -> None:
    """Write the cards and notices that a server's moderators have not seen, and look at the kill switch."""
    await client.errands.look_at_the_switch(guild)
    channel = moderators_channel(guild, client.config.moderators.channel)
    if channel is None:
        return
    # The configuration may have become stricter.
    await tell(client, guild, await client.ladder.review_places(client.ladder.places(str(guild.id))))
    await tell(client, guild, await client.ladder.untold(str(guild.id)))
    missing = await client.cases.without_card(str(guild.id), OLDEST, YOUNGEST)
    if missing:
        await _write(client, channel, missing)


async def _write(client: Tactful, channel: discord.TextChannel, missing: list[Case]) -> None:
    log.info("server %s: cases without a card: %d", channel.guild.id, len(missing))
    there = await _cards_there(channel)
    for case in missing:
        if case.id in there:
            await client.cases.remember_card(case.id, str(channel.id), there[case.id])
            continue
        decision = await _judge_again(client, channel.guild, case)
        if decision and decision.findings:
            await carry_out(client, Recorded(case, News.OPENED), decision, channel)
        else:
            await _bare_card(client, channel, case)


async def _cards_there(channel: discord.TextChannel) -> dict[int, str]:
    """The cards that can be found, by their cases: one may have been sent, and the crash have come after."""
    found = {}
    async for message in channel.history(limit=SEARCHED):
        ours = message.author.id == channel.guild.me.id and message.embeds
        number = cards.case_number(message.embeds[0]) if ours else None
        if number is not None:
            found[number] = str(message.id)
    return found


async def _judge_again(client: Tactful, guild: discord.Guild, case: Case) -> Decision | None:
    post = await read_again(client, guild, case)
    by_itself = client.memory.without_history(client.config)
    return judge(post, client.model, client.policy, by_itself) if post else None


async def _bare_card(client: Tactful, channel: discord.TextChannel, case: Case) -> None:
    """What can be shown of a case whose post is gone, or reads otherwise now: why it was opened."""
    acts = await client.cases.acts(case.id)
    try:
        message = await channel.send(
            embed=cards.standing(cards.bare(case), case, acts), view=buttons(case, acts)
        )
    except discord.HTTPException as error:
        log.error("case %s has no card: Discord answered %s", case.id, error.status)
        return
    await client.cases.remember_card(case.id, str(channel.id), str(message.id))

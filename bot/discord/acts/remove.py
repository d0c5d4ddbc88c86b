"""Remove a post. Its words stay with the case, where they may be kept, and come back when it is undone."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord import act_texts
from bot.discord.acts.places import own_message, place
from bot.discord.acts.work import ActFailed, Done, Work
from bot.discord.markup import Style, excerpt
from bot.store.schema import Problem

#: Discord allows 4,096 characters in a description; the rest is for what was escaped.
RESTORED_LIMIT = 4_000


async def prepare(work: Work) -> dict[str, Any]:
    """Keep the post's words, unless they are kept already."""
    cases, act = work.client.cases, work.act
    if cases.keeps_text and await cases.text(act.post_id) is None:
        message = await _message(work)
        await cases.keep_copy(work.case, act.post_id, act.author_id, message.content)
    return {}


async def do(work: Work) -> Done:
    """Delete the post. One that is gone when we come again is one that we deleted before."""
    channel = await place(work.guild, work.act.channel_id)
    try:
        await channel.get_partial_message(int(work.act.post_id)).delete()
    except discord.NotFound as error:
        if not work.again:
            raise ActFailed(Problem.GONE) from error
    return Done(work.undo)


async def undo(work: Work) -> None:
    """Post what it said again, in our own name: Discord can't bring a message back."""
    text = await work.client.cases.text(work.act.post_id)
    if text is None:
        raise ActFailed(Problem.NO_COPY)
    channel = await place(work.guild, work.act.channel_id)
    marker = act_texts.restored_marker(work.case.id, work.act.post_id)
    if work.again and await own_message(channel, work.me, marker):
        return
    embed = discord.Embed(description=excerpt(text, [Style.PLAIN] * len(text), RESTORED_LIMIT))
    embed.set_footer(text=marker)
    await channel.send(act_texts.restored(work.act.author_id), embed=embed, nonce=f"u{work.act.id}")


async def _message(work: Work) -> discord.Message:
    channel = await place(work.guild, work.act.channel_id)
    try:
        return await channel.fetch_message(int(work.act.post_id))
    except discord.NotFound as error:
        raise ActFailed(Problem.GONE) from error

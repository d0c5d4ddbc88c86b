"""Delete a case's post, or all posts of its campaign, because a moderator pressed the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.decision import Action
from bot.discord import texts
from bot.store.schema import ActState, Case, Problem

if TYPE_CHECKING:
    from bot.discord.client import Tactful


async def delete_posts(
    client: Tactful, guild: discord.Guild | None, case: Case, moderator_id: str
) -> str | None:
    """None if the post is gone now, or its campaign's are about to be; else what to tell the moderator."""
    channel = guild.get_channel_or_thread(int(case.channel_id)) if guild else None
    if guild and channel and not channel.permissions_for(guild.me).manage_messages:
        return texts.bot_lacks("manage_messages", case.channel_id)
    posts = await client.demands.posts(case)
    if len(posts) > 1:
        # The errands run after the ruling; the card shows what came of each.
        await client.demands.demand(case, Action.REMOVE, posts, moderator_id)
        return None
    for act in await client.demands.demand(case, Action.REMOVE, posts, moderator_id, begun=True):
        tried = await client.errands.run_now(act)
        if tried.state is ActState.FAILED:
            return _refusal(tried.problem, case)
        if tried.state is ActState.STARTED:
            # Trying again later, behind the moderator's back, would not be what the answer says.
            await client.outbox.cancelled(act.id, Problem.NO_ANSWER)
            return texts.DELETE_FAILED
    return None


def _refusal(problem: Problem | None, case: Case) -> str | None:
    if problem is Problem.GONE:
        return None
    if problem is Problem.FORBIDDEN:
        return texts.bot_lacks("manage_messages", case.channel_id)
    return texts.DELETE_FAILED

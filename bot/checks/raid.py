"""Did this account come with a crowd?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot import texts
from bot.checks.context import Context
from bot.checks.strength import strength
from bot.decision import Finding
from bot.post import Post, PostKind


def check(post: Post, context: Context) -> list[Finding]:
    """Looks whether the author is one of many new accounts that joined at once.

    It tells as they join, where the bot hears of that, and else as they post. All of one raid share one
    alert. Whoever joined on another day, or has had the account for long, is left alone.
    """
    joined, made = post.author_joined_at, post.author_created_at
    if joined is None or made is None or post.kind is PostKind.NICKNAME or post.from_webhook:
        return []
    settings = context.settings.raid
    raid = context.memory.joins.raid(post.guild_id, post.author_id, joined, made)
    if raid is None or post.created_at - joined > timedelta(minutes=settings.watched_minutes):
        return []
    return context.found(
        "raid",
        strength(raid.accounts, settings.accounts),
        texts.raid(raid.accounts, (raid.last - raid.first).total_seconds()),
        campaign=replace(
            context.memory.groups.add(raid.key, post, context.memory.joins.members(post.guild_id, raid)),
            accounts=raid.accounts,
            first_seen=raid.first,
        ),
    )

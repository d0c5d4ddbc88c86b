"""Leave alone whom the server trusts."""

from __future__ import annotations

from bot.checks.context import Context
from bot.checks.outcome import Skip
from bot.decision import Finding
from bot.post import Post


def check(post: Post, context: Context) -> Skip | list[Finding]:
    """Leaves alone the roles, channels and users that the configuration exempts; threads go with channels."""
    exempt = context.settings.exempt
    if post.author_id in exempt.users:
        return Skip("author exempt")
    if post.channel_id in exempt.channels or post.parent_id in exempt.channels:
        return Skip("channel exempt")
    if not post.author_roles.isdisjoint(exempt.roles):
        return Skip("role exempt")
    return []

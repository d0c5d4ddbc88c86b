"""Leave alone the channels that nobody asked to have watched."""

from __future__ import annotations

from bot.checks.context import Context
from bot.checks.outcome import Skip
from bot.decision import Finding
from bot.post import Post


def check(post: Post, context: Context) -> Skip | list[Finding]:
    """Leaves alone the moderators' channel, where offences are quoted, and channels with `watch = false`."""
    if not context.rules.watch:
        return Skip("channel not watched")
    return []

"""Leave bots alone."""

from __future__ import annotations

from bot.checks.context import Context
from bot.checks.outcome import Skip
from bot.decision import Finding
from bot.post import Post


def check(post: Post, context: Context) -> Skip | list[Finding]:
    """Leaves bots and webhooks alone, tactful itself included.

    What they post was written or passed on by software that the server's own staff let in.
    """
    if post.author_is_bot or post.from_webhook:
        return Skip("written by a bot or webhook")
    return []

"""Leave posts without words alone."""

from __future__ import annotations

from bot.checks.context import Context
from bot.checks.outcome import Skip
from bot.decision import Finding
from bot.post import Post


def check(post: Post, context: Context) -> Skip | list[Finding]:
    """Leaves posts without words alone: a picture or a sticker gives the classifier nothing to read."""
    if not post.text.strip():
        return Skip("no text")
    return []

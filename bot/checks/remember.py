"""Take note of the post."""

from __future__ import annotations

from bot.checks.context import Context
from bot.decision import Finding
from bot.post import Post, PostKind


def check(post: Post, context: Context) -> list[Finding]:
    """Finds nothing: it takes note of the post, for the checks that count."""
    if post.kind is PostKind.MESSAGE:
        context.memory.recent.observe(post)
    return []

"""Is somebody selling something?"""

from __future__ import annotations

from bot.checks.context import Context
from bot.decision import Finding
from bot.post import Post


def check(post: Post, context: Context) -> list[Finding]:
    """Looks for unsolicited promotion, scams, phishing, flooding and gibberish."""
    return context.findings("spam", ("spam",))

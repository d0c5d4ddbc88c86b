"""Does it belong here?"""

from __future__ import annotations

from bot.checks.context import Context
from bot.decision import Finding
from bot.post import Post


def check(post: Post, context: Context) -> list[Finding]:
    """Compares the post with what the channel says it is about; silent where the channel says nothing.

    Being off topic is no offence: a card about nothing else is worded as a suggestion.
    """
    return context.findings("off_topic", ("off_topic",))

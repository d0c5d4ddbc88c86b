"""How is it said?"""

from __future__ import annotations

from bot.checks.context import Context
from bot.decision import Finding
from bot.post import Post
from classifier.labels import LABELS

INCIVILITY = tuple(label.name for label in LABELS if label.family == "incivility")


def check(post: Post, context: Context) -> list[Finding]:
    """Looks for insults, threats, hostility and attacks on who someone is.

    Swearing at nobody (`obscene`) is shown on a case that something else opened, but opens none itself.
    """
    return context.findings("tone", INCIVILITY)

"""Is somebody calling a crowd?"""

from __future__ import annotations

import re

from bot import texts
from bot.checks.context import Context
from bot.checks.strength import strength
from bot.decision import Finding
from bot.post import Post, PostKind

#: A call to everybody, as Discord reads it: not within code.
_EVERYONE = re.compile(r"@(?:everyone|here)\b")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def check(post: Post, context: Context) -> list[Finding]:
    """Counts the people and roles that the author has called in the last seconds, each once.

    Whom a post answers is not called by it, and an edit calls nobody. Whoever may call everybody is left
    alone when doing so; whoever tries and may not has called too many.
    """
    if post.kind is not PostKind.MESSAGE or post.mentions_everyone:
        return []
    settings = context.settings.mentions
    recent = context.memory.recent.until(post, settings.seconds)
    called = frozenset().union(*(one.mentioned for one in recent)) if post.mentioned else frozenset()
    tries = settings.everyone and _calls_everyone(post)
    if len(called) < settings.people and not tries:
        return []
    key = context.memory.groups.run("mentions", post, settings.seconds)
    summary = texts.EVERYONE if tries else texts.mentions(len(called), settings.seconds)
    return context.found(
        "mentions",
        strength(max(len(called), settings.people), settings.people),
        summary,
        campaign=context.memory.groups.add(key, post, [one.seen for one in recent if one.mentioned]),
    )


def _calls_everyone(post: Post) -> bool:
    if "@everyone" not in post.text and "@here" not in post.text:
        return False
    return bool(_EVERYONE.search(_CODE.sub(" ", post.typed)))

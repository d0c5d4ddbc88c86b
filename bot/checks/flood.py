"""Is somebody posting faster than anybody can read?"""

from __future__ import annotations

from bot import texts
from bot.checks.context import Context
from bot.checks.strength import strength
from bot.decision import Finding
from bot.post import Post, PostKind


def check(post: Post, context: Context) -> list[Finding]:
    """Counts the author's posts in the last seconds, in all channels together. Edits are no posts.

    All posts of one flood share one alert. It is over when the author has been silent for as many seconds.
    """
    settings = context.settings.flood
    if post.kind is not PostKind.MESSAGE:
        return []
    recent = context.memory.recent.until(post, settings.seconds)
    if len(recent) < settings.posts:
        return []
    key = context.memory.groups.run("flood", post, settings.seconds)
    return context.found(
        "flood",
        strength(len(recent), settings.posts),
        texts.flood(len(recent), settings.seconds),
        campaign=context.memory.groups.add(key, post, [one.seen for one in recent]),
    )

"""Leave bots alone."""

from __future__ import annotations

from bot.checks.context import Context
from bot.checks.outcome import Skip
from bot.decision import Finding
from bot.post import Post


def check(post: Post, context: Context) -> Skip | list[Finding]:
    """Leaves bots and webhooks alone, tactful itself included.

    What they post was written or passed on by software that the server's own staff let in. Webhooks can be
    watched by setting, all of them or those through which an application posts for people.
    """
    watch = context.settings.watch
    if post.from_webhook:
        speaks_for_people = post.application_id is not None and post.application_id in watch.proxies
        return [] if watch.webhooks or speaks_for_people else Skip("written by a webhook")
    return Skip("written by a bot") if post.author_is_bot else []

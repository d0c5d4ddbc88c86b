"""Is somebody spreading one text?"""

from __future__ import annotations

from bot import texts
from bot.checks.context import Context
from bot.checks.strength import strength
from bot.decision import Finding
from bot.links.find import links_in
from bot.post import Post, PostKind


def check(post: Post, context: Context) -> list[Finding]:
    """Looks for nearly the same text from several accounts, or in several channels, by post or by edit.

    Another emoji, a zero-width space, look-alike letters and a changed word make no other text. Short texts
    are left alone, since people greet and congratulate alike, and so is a link alone: that is how pictures
    are shared.
    """
    settings = context.settings.campaign
    if post.kind is not PostKind.MESSAGE or post.from_webhook or _letters(post.text) < settings.letters:
        return []
    name, alike = context.memory.campaigns.alike(post)
    accounts = len({seen.author_id for seen in alike})
    channels = len({seen.channel_id for seen in alike})
    if not name or (accounts < settings.accounts and channels < settings.channels):
        return []
    campaign = context.memory.groups.add(f"campaign-{name}", post, alike)
    score = max(
        strength(campaign.accounts, settings.accounts), strength(campaign.channels, settings.channels)
    )
    summary = texts.campaign(campaign.posts, campaign.accounts, campaign.channels)
    return context.found("campaign", score, summary, campaign=campaign)


def _letters(text: str) -> int:
    """How many letters there are outside links."""
    linked = sum(
        character.isalpha() for found in links_in(text) for character in text[found.start : found.end]
    )
    return sum(map(str.isalpha, text)) - linked

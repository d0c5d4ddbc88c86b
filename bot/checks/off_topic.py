"""Does it belong here?"""

from __future__ import annotations

from dataclasses import replace

from bot import texts
from bot.checks.context import OFF_TOPIC, Context
from bot.decision import Finding, Stance
from bot.memory.boundary import boundary, log_odds
from bot.post import Post, PostKind


def check(post: Post, context: Context) -> list[Finding]:
    """Compares the post with what this channel is about, and with what the other channels are about.

    Being off topic is no offence, so it says nothing in every doubtful case: where this channel doesn't say
    what it is about, where no other channel fits clearly better, where an answer belongs to what it answers,
    and short of the boundary that moderators have moved. It suggests one thing a day to an author, and the
    rest is shown only on cases that something else opened.
    """
    if post.kind is not PostKind.MESSAGE:
        return []
    for finding in context.findings("off_topic", (OFF_TOPIC,)):
        if told := _told(finding, post, context):
            return [told]
    return []


def _told(finding: Finding, post: Post, context: Context) -> Finding | None:
    odds = log_odds(finding.reason.score)
    accepted = context.memory.topics.accepted_in(post)
    begins = boundary(log_odds(finding.reason.threshold), accepted)
    if odds < begins:
        return None
    if context.rooms:
        topics = {room.topic: room for room in context.rooms}
        best = context.model.best_topic(post.text, list(topics))
        if best is None or odds - log_odds(best[1]) < context.settings.off_topic.margin:
            return None
        summary = texts.better_in(finding.reason.summary, topics[best[0]].name)
        finding = replace(finding, reason=replace(finding.reason, summary=summary))
    if _belongs_to_its_question(post, odds, begins, context):
        return None
    if finding.stance is Stance.FLAG and not context.memory.topics.may_suggest(post):
        return replace(finding, stance=Stance.MENTION)
    return finding


def _belongs_to_its_question(post: Post, odds: float, begins: float, context: Context) -> bool:
    """Whether an answer is on topic together with what it answers, or is about just that."""
    if not post.reply_to_text or not context.topic:
        return False
    together = context.model.best_topic(f"{post.reply_to_text}\n{post.text}", [context.topic])
    if together is not None and log_odds(together[1]) < begins:
        return True
    alone = context.model.best_topic(post.text, [post.reply_to_text])
    return alone is not None and odds - log_odds(alone[1]) >= context.settings.off_topic.margin

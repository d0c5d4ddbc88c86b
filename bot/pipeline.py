"""From a post to a decision: every check in order, then what follows from what they found."""

from __future__ import annotations

from bot.checks import empty, not_ours, off_topic, spam, tone, unwatched
from bot.checks.context import Context, Model
from bot.checks.outcome import Check, Skip
from bot.consequences import follow
from bot.decision import Decision, Finding
from bot.policy import Policy
from bot.post import Post

#: Every check, in the order in which they run. The first that skips ends the judging.
CHECKS: tuple[Check, ...] = (
    # Bots and webhooks aren't people; nothing they write is judged.
    not_ours.check,
    # Neither is anything in the moderators' channel, nor where the server switched us off.
    unwatched.check,
    # A picture or a sticker alone gives us nothing to read.
    empty.check,
    # How is it said? Insults, threats, attacks on who someone is, hostility.
    tone.check,
    # Is it an advertisement, a scam, a flood?
    spam.check,
    # Does it belong under this channel's topic?
    off_topic.check,
)


def judge(post: Post, model: Model, policy: Policy) -> Decision:
    """Run the checks over one post. Pure: no clock, no database, no network."""
    rules = policy.rules(post)
    context = Context(post, model, rules)
    findings: list[Finding] = []
    for check in CHECKS:
        outcome = check(post, context)
        if isinstance(outcome, Skip):
            return Decision(post, skipped=outcome.because)
        findings.extend(outcome)
    return follow(Decision(post, tuple(findings), model_digest=model.digest), rules.trust)

"""From a post to a decision: every check in order, then what follows from what they found."""

from __future__ import annotations

from bot.checks import (
    campaign,
    empty,
    exempt,
    flood,
    hidden_text,
    link_risk,
    mentions,
    not_ours,
    off_topic,
    raid,
    remember,
    spam,
    tone,
    unwatched,
)
from bot.checks.context import Context, Model
from bot.checks.outcome import Check, Skip
from bot.consequences import follow
from bot.decision import Decision, Finding
from bot.memory.memory import Memory
from bot.policy import Policy
from bot.post import Post

#: Every check, in the order in which they run. The first that skips ends the judging.
CHECKS: tuple[Check, ...] = (
    # Bots aren't people, nor are webhooks unless the server says so; nothing they write is judged.
    not_ours.check,
    # Neither is anything in the moderators' channel, nor where the server switched us off.
    unwatched.check,
    # Nor what those write whom the server trusts.
    exempt.check,
    # Take note of the post, for the checks that count.
    remember.check,
    # Did the author come with a crowd of new accounts?
    raid.check,
    # Is somebody posting faster than anybody can read?
    flood.check,
    # Is somebody calling a crowd?
    mentions.check,
    # A picture or a sticker alone gives the others nothing to read.
    empty.check,
    # Do several accounts or channels get nearly the same text?
    campaign.check,
    # Where do the links lead?
    link_risk.check,
    # Is something hidden between the letters?
    hidden_text.check,
    # How is it said? Insults, threats, attacks on who someone is, hostility.
    tone.check,
    # Is it an advertisement, a scam, gibberish?
    spam.check,
    # Does it belong under this channel's topic, or under another's?
    off_topic.check,
)


def judge(post: Post, model: Model, policy: Policy, memory: Memory | None = None) -> Decision:
    """Run the checks over one post. No clock, no database, no network: all that changes is the memory.

    Without a memory the post is judged as if it were the first ever. Judging it twice counts it once.
    """
    rules = policy.rules(post)
    context = Context(post, model, rules, memory or Memory.empty(policy.config), policy.config)
    findings: list[Finding] = []
    for check in CHECKS:
        outcome = check(post, context)
        if isinstance(outcome, Skip):
            if findings:  # what was found before stands: a flood of pictures is a flood
                break
            return Decision(post, skipped=outcome.because)
        findings.extend(outcome)
    return follow(Decision(post, tuple(findings), model_digest=model.digest), rules.trust)

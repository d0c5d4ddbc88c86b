"""The answer to "Why?": which words weighed what, judged afresh on the post as it reads now."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.decision import Decision
from bot.discord import texts
from bot.discord.markup import clip, fit, masked_words, quotation, summary
from bot.reasons import BY_NAME, OWN
from bot.store.schema import Case
from classifier.verdict import Reason, Span

#: Discord allows 1,024 characters in a field, and 6,000 in an embed: what its fields share.
FIELD_LIMIT = 1_024
FIELDS_LIMIT = 5_000
#: How much of a summary or a changed text is quoted, before escaping.
QUOTE_LIMIT = 160
#: How many words are listed for and against, and how much of each.
WORDS_LISTED = 5
WORD_LIMIT = 30


def explanation(case: Case, decision: Decision) -> discord.Embed:
    """Why the post was flagged."""
    embed = discord.Embed(
        title=f"Why case {case.id} was opened",
        description=_circumstances(case, decision),
        colour=discord.Colour.blurple(),
    )
    reasons = [finding.reason for finding in decision.findings]
    masked = masked_words(reasons)
    for reason in reasons:
        limit = min(FIELD_LIMIT, FIELDS_LIMIT // len(reasons))
        embed.add_field(name=texts.heading(reason), value=fit(_lines(reason, masked), limit), inline=False)
    for name in _counted_then(case, reasons):
        embed.add_field(name=texts.label(name).capitalize(), value=texts.COUNTED_THEN, inline=False)
    return embed


def remains(case: Case) -> discord.Embed:
    """What can be said of a case whose post is gone: the numbers, for the words were never stored."""
    lines = [
        f"- {texts.label(finding.label)}: {texts.score_and_threshold(finding.score, finding.threshold)}"
        for finding in case.findings
    ]
    return discord.Embed(
        title=f"Why case {case.id} was opened",
        description="\n".join([texts.POST_GONE, *lines]),
        colour=discord.Colour.blurple(),
    )


def _counted_then(case: Case, reasons: Sequence[Reason]) -> list[str]:
    """What the case was opened for beside the words of this one post, such as a flood."""
    found = {reason.label for reason in reasons}
    return [finding.label for finding in case.findings if finding.label in OWN and finding.label not in found]


def _circumstances(case: Case, decision: Decision) -> str:
    """What has changed since the case was judged, if anything has."""
    lines = []
    if decision.post.revision != case.revision:
        lines.append(texts.EDITED_AFTER_JUDGING)
    if decision.model_digest != case.model_digest:
        lines.append(texts.OTHER_MODEL)
    lines.append(texts.AFRESH if decision.findings else texts.NOTHING_NOW)
    return "\n".join(lines)


def _lines(reason: Reason, masked: frozenset[str]) -> list[str]:
    if not BY_NAME[reason.label].measured:
        pointed_at = ", ".join(_quoted(span, masked) for span in reason.spans[:WORDS_LISTED])
        seen = [f"{texts.POINTED_AT} {pointed_at}"] if pointed_at else []
        return [summary(reason.summary, masked, QUOTE_LIMIT), *seen]
    lines = [
        summary(reason.summary, masked, QUOTE_LIMIT),
        texts.score_and_threshold(reason.score, reason.threshold).capitalize() + ".",
    ]
    if reason.spans:
        lines.append(f"{texts.SPEAKS_FOR} {_weighed(reason.spans, masked)}")
    if reason.against:
        lines.append(f"{texts.SPEAKS_AGAINST} {_weighed(reason.against, masked)}")
    if change := reason.smallest_change:
        passing = quotation(clip(change.text, QUOTE_LIMIT), masked)
        lines.append(f"{texts.MILDER} “{passing}” ({texts.percent(change.score)})")
    return lines


def _weighed(spans: Sequence[Span], masked: frozenset[str]) -> str:
    """Words with their weights in logits, the heaviest first."""
    heaviest = sorted(spans, key=lambda span: -abs(span.weight))[:WORDS_LISTED]
    return ", ".join(f"{_word(span, masked)} ({span.weight:+.1f})" for span in heaviest)


def _word(span: Span, masked: frozenset[str]) -> str:
    shown = _quoted(span, masked)
    if span.read_as is None:
        return shown
    return f"{shown} read as “{quotation(clip(span.read_as, WORD_LIMIT), masked)}”"


def _quoted(span: Span, masked: frozenset[str]) -> str:
    return f"“{quotation(clip(span.text, WORD_LIMIT), masked)}”"

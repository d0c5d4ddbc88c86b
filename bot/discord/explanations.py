"""The answer to "Why?": which words weighed what, judged afresh on the post as it reads now."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.decision import Decision
from bot.discord import texts
from bot.discord.markup import clip, fit, masked_words, quotation, summary
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
    masked = masked_words(finding.reason for finding in decision.findings)
    for finding in decision.findings:
        name = f"{texts.label(finding.reason.label).capitalize()}: {texts.percent(finding.reason.score)}"
        limit = min(FIELD_LIMIT, FIELDS_LIMIT // len(decision.findings))
        embed.add_field(name=name, value=fit(_lines(finding.reason, masked), limit), inline=False)
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
    shown = f"“{quotation(clip(span.text, WORD_LIMIT), masked)}”"
    if span.read_as is None:
        return shown
    return f"{shown} read as “{quotation(clip(span.read_as, WORD_LIMIT), masked)}”"

"""What moderators see in their channel: the card of a case, and the same card after an edit or a ruling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

import discord

from bot.cases import News, Recorded
from bot.decision import Action, Decision
from bot.discord import act_texts, texts
from bot.discord.markup import escape, excerpt, fit, masked_words, styles, summary
from bot.post import NO_CHANNEL, Post
from bot.reasons import BY_NAME, State
from bot.store.schema import Act, ActState, Case, Status

#: Discord allows 6,000 characters in an embed. So many of them are left for what is added later.
EMBED_LIMIT = 6_000
LATER = 1_800
#: The longest excerpt of a post's text.
TEXT_LIMIT = 2_400
#: The longest summary of a reason, and of all reasons together. Escaping may double them.
SUMMARY_LIMIT, SUMMARIES_LIMIT = 160, 1_200
#: How much of an edited post's new text stands beside what was flagged in the old.
EDITED_TEXT_LIMIT = 500
#: Discord allows 1,024 characters in a field.
FIELD_LIMIT = 1_000

_TITLE = re.compile(r"Case ([0-9]{1,9}): ")

_COLOURS = {
    Status.NOTED: discord.Colour.light_grey(),
    Status.OPEN: discord.Colour.red(),
    Status.AGREED: discord.Colour.green(),
    Status.DISMISSED: discord.Colour.light_grey(),
    Status.DELETED: discord.Colour.dark_green(),
}


def card(recorded: Recorded, decision: Decision, acts: Sequence[Act] = ()) -> discord.Embed:
    """The card of a case that was opened or updated: who, where, the text and each reason."""
    reasons = [finding.reason for finding in decision.findings]
    # Nothing but what can't be acted on, such as off topic: no alarm.
    suggestion = all(BY_NAME[reason.label].highest is State.SUGGEST for reason in reasons)
    names = ", ".join(texts.label(reason.label) for reason in reasons)
    embed = discord.Embed(
        title=f"Case {recorded.case.id}: {names}",
        colour=discord.Colour.blue() if suggestion else _COLOURS[Status.OPEN],
        timestamp=decision.post.edited_at or decision.post.created_at,
    )
    _say_who_and_where(embed, decision.post)
    masked = masked_words(reasons)
    for reason in reasons:
        why = summary(reason.summary, masked, min(SUMMARY_LIMIT, SUMMARIES_LIMIT // len(reasons)))
        embed.add_field(name=texts.heading(reason), value=why, inline=False)
    if decision.campaign:
        embed.add_field(name=texts.SPREAD, value=texts.campaign(decision.campaign), inline=False)
    means = texts.SUGGESTION if suggestion else texts.BY_STATE[_shown_state(decision, acts)]
    embed.set_footer(text=f"{texts.EDITED} {means}" if recorded.news is News.UPDATED else means)
    limit = min(TEXT_LIMIT, EMBED_LIMIT - LATER - len(embed))
    embed.description = excerpt(decision.post.text, styles(decision.post.text, reasons), limit)
    return embed


def bare(case: Case) -> discord.Embed:
    """The card of a case whose post can't be shown any more, or isn't flagged any more: the numbers."""
    names = ", ".join(texts.label(finding.label) for finding in case.findings)
    found = [
        f"- {texts.label(finding.label)}: {texts.score_and_threshold(finding.score, finding.threshold)}"
        for finding in case.findings
    ]
    return discord.Embed(
        title=f"Case {case.id}: {names}",
        description="\n".join([texts.SHOWN_LATE, f"<@{case.author_id}>, <#{case.channel_id}>", *found]),
        colour=_COLOURS[case.status],
        timestamp=case.opened_at,
    )


def case_number(embed: discord.Embed) -> int | None:
    """Which case a card shows."""
    found = _TITLE.match(embed.title or "")
    return int(found[1]) if found else None


def passes_now(embed: discord.Embed, decision: Decision) -> discord.Embed:
    """The card after an edit that took the offence out; what was flagged stays to be seen."""
    text = decision.post.text
    mentioned = [finding.reason for finding in decision.findings]
    now = excerpt(text, styles(text, mentioned), EDITED_TEXT_LIMIT)
    return _with_field(embed, texts.EDITED_SINCE, f"{texts.PASSES_NOW}\n{now}")


def joined(embed: discord.Embed, decision: Decision) -> discord.Embed:
    """The card of a campaign of which one more post came in."""
    return _with_field(embed, texts.SPREAD, texts.campaign(decision.campaign)) if decision.campaign else embed


def standing(embed: discord.Embed, case: Case, acts: Sequence[Act]) -> discord.Embed:
    """The card as its case stands: what was done about the post, what was decided, and by whom."""
    if acts:
        embed = _with_field(embed, texts.ACTS, fit(act_texts.acts_lines(acts), FIELD_LIMIT))
    if case.rulings:
        ruling = case.rulings[-1]
        said = texts.ruling(ruling.status, ruling.moderator_id, ruling.ruled_at)
        embed = _with_field(embed, texts.DECISION, said)
        embed.colour = _COLOURS[case.status]
    return embed


def _shown_state(decision: Decision, acts: Sequence[Act]) -> State:
    """The state that the card speaks of: how far the reasons are trusted, as far as anything came of it."""
    if any(act.automatic for act in acts):
        return State.ACT
    if any(act.state is ActState.QUEUED for act in acts):
        return State.QUEUE
    return State.SUGGEST if Action.SUGGEST in decision.actions else State.SHADOW


def _say_who_and_where(embed: discord.Embed, post: Post) -> None:
    embed.add_field(name="Who", value=f"{escape(post.author_name)} (<@{post.author_id}>)")
    link = f"[{texts.GO_TO[post.kind]}]({post.jump_url})"
    where = link if post.channel_id == NO_CHANNEL else f"<#{post.channel_id}>, {link}"
    embed.add_field(name="Where", value=where)
    if carried := texts.carried(post.parts):
        embed.add_field(name=texts.READ_ALONG, value=carried, inline=False)


def _with_field(embed: discord.Embed, name: str, value: str) -> discord.Embed:
    """A copy of the embed in which this field says this, in place of what it said before."""
    copy = deepcopy(embed)
    for i, field in enumerate(copy.fields):
        if field.name == name:
            return copy.set_field_at(i, name=name, value=value, inline=False)
    return copy.add_field(name=name, value=value, inline=False)

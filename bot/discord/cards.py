"""What moderators see in their channel: the card of a case, and the same card after an edit or a ruling."""

from __future__ import annotations

from copy import deepcopy

import discord

from bot.cases import News, Recorded
from bot.decision import Decision
from bot.discord import texts
from bot.discord.markup import escape, excerpt, masked_words, styles, summary
from bot.post import NO_CHANNEL, Post
from bot.reasons import BY_NAME, State
from bot.store.schema import Case, Status

#: Discord allows 4,096 characters in a description and 6,000 in an embed; the rest is for the reasons.
TEXT_LIMIT = 2_400
#: Eight reasons, every character escaped, fit beside the text.
SUMMARY_LIMIT = 160
#: How much of an edited post's new text stands beside what was flagged in the old.
EDITED_TEXT_LIMIT = 500

_COLOURS = {
    Status.OPEN: discord.Colour.red(),
    Status.AGREED: discord.Colour.green(),
    Status.DISMISSED: discord.Colour.light_grey(),
    Status.DELETED: discord.Colour.dark_green(),
}


def card(recorded: Recorded, decision: Decision) -> discord.Embed:
    """The card of a case that was opened or updated: who, where, the text and each reason."""
    reasons = [finding.reason for finding in decision.findings]
    # Nothing but what can't be acted on, such as off topic: no alarm.
    suggestion = all(BY_NAME[reason.label].highest is State.SUGGEST for reason in reasons)
    names = ", ".join(texts.label(reason.label) for reason in reasons)
    embed = discord.Embed(
        title=f"Case {recorded.case.id}: {names}",
        description=excerpt(decision.post.text, styles(decision.post.text, reasons), TEXT_LIMIT),
        colour=discord.Colour.blue() if suggestion else _COLOURS[Status.OPEN],
        timestamp=decision.post.edited_at or decision.post.created_at,
    )
    _say_who_and_where(embed, decision.post)
    masked = masked_words(reasons)
    for reason in reasons:
        why = summary(reason.summary, masked, SUMMARY_LIMIT)
        embed.add_field(name=texts.heading(reason), value=why, inline=False)
    if decision.campaign:
        embed.add_field(name=texts.SPREAD, value=texts.campaign(decision.campaign), inline=False)
    if suggestion:
        embed.set_footer(text=texts.SUGGESTION)
    elif recorded.news is News.UPDATED:
        embed.set_footer(text=texts.EDITED)
    return embed


def passes_now(embed: discord.Embed, decision: Decision) -> discord.Embed:
    """The card after an edit that took the offence out; what was flagged stays to be seen."""
    text = decision.post.text
    mentioned = [finding.reason for finding in decision.findings]
    now = excerpt(text, styles(text, mentioned), EDITED_TEXT_LIMIT)
    return _with_field(embed, texts.EDITED_SINCE, f"{texts.PASSES_NOW}\n{now}")


def ruled(embed: discord.Embed, case: Case) -> discord.Embed:
    """The card after a ruling: what was decided, and by whom."""
    if case.rulings:
        ruling = case.rulings[-1]
        said = texts.ruling(ruling.status, ruling.moderator_id, ruling.ruled_at)
        embed = _with_field(embed, texts.DECISION, said)
    embed.colour = _COLOURS[case.status]
    return embed


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

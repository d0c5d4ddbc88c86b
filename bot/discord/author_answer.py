"""What an author is told about a case: what was done, the rule, the words, and what would have passed.

Neither a moderator's name nor a score: the one is none of the author's business, the other invites haggling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import discord

from bot.decision import Decision, Stance
from bot.discord import act_texts, texts
from bot.discord.markup import clip, escape, fit
from bot.discord.reading import read_again
from bot.pipeline import judge
from bot.reasons import BY_NAME
from bot.store.schema import Act, Case
from classifier.verdict import Reason

if TYPE_CHECKING:
    from bot.discord.client import Tactful

#: Discord allows 1,024 characters in a field, and 6,000 in an embed.
FIELD_LIMIT = 1_000
FIELDS_LISTED = 5
#: How much of a word or of a milder wording is quoted, before escaping.
WORD_LIMIT = 40
QUOTE_LIMIT = 300
WORDS_LISTED = 5


async def author_answer(
    client: Tactful, guild: discord.Guild, case: Case, acts: Sequence[Act]
) -> discord.Embed:
    """The answer, from the post as it can still be read; without it the reasons alone."""
    post = await read_again(client, guild, case)
    by_itself = client.memory.without_history(client.config)
    decision = judge(post, client.model, client.policy, by_itself) if post else None
    return answer(case, acts, decision)


def answer(case: Case, acts: Iterable[Act], decision: Decision | None) -> discord.Embed:
    """The answer about a case whose post was just read again, or is gone."""
    done = act_texts.told_about([act for act in acts if act.author_id == case.author_id])
    embed = discord.Embed(
        title=act_texts.author_title(case.id), description=done, colour=discord.Colour.blurple()
    )
    again = {one.reason.label: one.reason for one in decision.findings} if decision else {}
    flagged = [one.label for one in case.findings if one.stance is Stance.FLAG and one.label in BY_NAME]
    for label in flagged[:FIELDS_LISTED]:
        value = fit([act_texts.rule(BY_NAME[label].meaning), *_words(again.get(label))], FIELD_LIMIT)
        embed.add_field(name=texts.label(label).capitalize(), value=value, inline=False)
    return embed


def _words(reason: Reason | None) -> list[str]:
    if reason is None:
        return []
    heaviest = sorted(reason.spans, key=lambda span: -span.weight)[:WORDS_LISTED]
    lines = []
    if heaviest:
        words = ", ".join(f"“{escape(clip(span.text, WORD_LIMIT))}”" for span in heaviest)
        lines.append(f"{act_texts.WORDS_THAT_COUNT} {words}")
    if reason.smallest_change:
        milder = escape(clip(reason.smallest_change.text, QUOTE_LIMIT))
        lines.append(f"{texts.MILDER} “{milder}”")
    return lines

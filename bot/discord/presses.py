"""What a press of a button does: who may, what is done to the case, and what the presser is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.cases import RulingRefusedError, SecondOpenCaseError, may_become
from bot.discord import texts
from bot.discord.after_ruling import after_ruling
from bot.discord.deleting import delete_posts
from bot.discord.explanations import explanation, remains
from bot.discord.permission import may_press
from bot.discord.reading import read_again
from bot.discord.suggestions import fine_here, topic_alone
from bot.pipeline import judge
from bot.store.schema import Case, Status

if TYPE_CHECKING:
    from bot.discord.client import Tactful

    Interaction = discord.Interaction[Tactful]


@dataclass(frozen=True, slots=True)
class Answer:
    """The case that the card is to show, and what only the presser is to see."""

    case: Case | None = None
    words: str | None = None
    embed: discord.Embed | None = None


async def press(interaction: Interaction, action: str, case_id: int) -> Answer:
    """Do what the button says, if the case is of this server and the member may.

    A button's id comes from outside, so nothing in it is trusted: the case is looked up and the member's
    permissions are computed at every press.
    """
    case = await interaction.client.cases.get(case_id)
    if case is None or case.guild_id != str(interaction.guild_id):
        return Answer(words=texts.NO_SUCH_CASE)
    permission = interaction.client.config.moderators.permission
    if not may_press(interaction.user, case.channel_id, permission):
        return Answer(words=texts.not_allowed(permission))
    return await ACTIONS[action](interaction, case)


async def _agree(interaction: Interaction, case: Case) -> Answer:
    return await _rule(interaction, case, Status.AGREED)


async def _dismiss(interaction: Interaction, case: Case) -> Answer:
    return await _rule(interaction, case, Status.DISMISSED)


async def _fine(interaction: Interaction, case: Case) -> Answer:
    """Dismiss a suggestion, and let posts like this one pass in its channel from now on."""
    client = interaction.client
    finding = topic_alone(case)
    if finding is None:
        return Answer(words=texts.NOT_A_SUGGESTION)
    answer = await _rule(interaction, case, Status.DISMISSED)
    if answer.words:
        return answer
    await fine_here(client, case, finding)
    return Answer(answer.case, texts.FINE_HERE)


async def _do(interaction: Interaction, case: Case) -> Answer:
    """Do what is prepared; whoever does agrees. What came of it is shown on the card."""
    client = interaction.client
    answer = Answer(case)
    if case.status in (Status.OPEN, Status.NOTED):
        answer = await _rule(interaction, case, Status.AGREED)
    if answer.words:
        return answer
    if not await client.outbox.confirm(case.id, str(interaction.user.id)):
        return Answer(answer.case, texts.NOTHING_PREPARED)
    client.errands.wake()
    return answer


async def _delete(interaction: Interaction, case: Case) -> Answer:
    """Delete the post, then close the case: a crash in between leaves a case that can still be decided."""
    if may_become(case, Status.DELETED):
        refusal = await delete_posts(interaction.client, interaction.guild, case, str(interaction.user.id))
        if refusal:
            return Answer(words=refusal)
    return await _rule(interaction, case, Status.DELETED)


async def _undo(interaction: Interaction, case: Case) -> Answer:
    answer = await _rule(interaction, case, Status.OPEN)
    if case.status is Status.DELETED and answer.words is None:
        kept = await interaction.client.cases.text(case.post_id)
        return Answer(answer.case, texts.STILL_DELETED if kept is None else texts.COMES_BACK)
    return answer


async def _why(interaction: Interaction, case: Case) -> Answer:
    """Explain the post as it reads now, or as it read when it was flagged, if that is kept."""
    client, guild = interaction.client, interaction.guild
    post = await read_again(client, guild, case) if guild else None
    if post is None:
        return Answer(embed=remains(case))
    by_itself = client.memory.without_history(client.config)
    return Answer(embed=explanation(case, judge(post, client.model, client.policy, by_itself)))


ACTIONS = {
    "do": _do,
    "agree": _agree,
    "dismiss": _dismiss,
    "fine": _fine,
    "delete": _delete,
    "undo": _undo,
    "why": _why,
}


async def _rule(interaction: Interaction, case: Case, status: Status) -> Answer:
    client = interaction.client
    try:
        ruled = await client.cases.rule(case.id, status, str(interaction.user.id))
    except RulingRefusedError as refused:
        # The card was out of date, or somebody else was faster; showing the case mends the card.
        return Answer(refused.case, texts.already(refused.case))
    except SecondOpenCaseError:
        return Answer(words=texts.SECOND_OPEN_CASE)
    if interaction.guild:
        await after_ruling(client, interaction.guild, ruled)
    return Answer(ruled)

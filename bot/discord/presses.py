"""What a press of a button does: who may, what is done to the case, and what the presser is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.cases import RulingRefusedError, SecondOpenCaseError, may_become
from bot.discord import texts
from bot.discord.explanations import explanation, remains
from bot.pipeline import judge
from bot.post import Post
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
    if not _may_press(interaction, case, permission):
        return Answer(words=texts.not_allowed(permission))
    return await ACTIONS[action](interaction, case)


def _may_press(interaction: Interaction, case: Case, permission: str) -> bool:
    """Whether the member has the permission where the post is, or in the server if that channel is gone."""
    member = interaction.user
    if not isinstance(member, discord.Member):
        return False
    channel = member.guild.get_channel_or_thread(int(case.channel_id))
    permissions = channel.permissions_for(member) if channel else member.guild_permissions
    return bool(getattr(permissions, permission))


async def _agree(interaction: Interaction, case: Case) -> Answer:
    return await _rule(interaction, case, Status.AGREED)


async def _dismiss(interaction: Interaction, case: Case) -> Answer:
    return await _rule(interaction, case, Status.DISMISSED)


async def _delete(interaction: Interaction, case: Case) -> Answer:
    """Delete the post, then close the case: a crash in between leaves a case that can still be decided."""
    if may_become(case, Status.DELETED):
        refusal = await _delete_post(interaction, case)
        if refusal:
            return Answer(words=refusal)
    return await _rule(interaction, case, Status.DELETED)


async def _undo(interaction: Interaction, case: Case) -> Answer:
    answer = await _rule(interaction, case, Status.OPEN)
    if case.status is Status.DELETED and answer.words is None:
        return Answer(answer.case, texts.STILL_DELETED)
    return answer


async def _why(interaction: Interaction, case: Case) -> Answer:
    """Explain the post as it reads now; its words were never stored."""
    post = await _fetch_post(interaction, case)
    if post is None:
        return Answer(embed=remains(case))
    client = interaction.client
    by_itself = client.memory.without_history(client.config)
    return Answer(embed=explanation(case, judge(post, client.model, client.policy, by_itself)))


ACTIONS = {"agree": _agree, "dismiss": _dismiss, "delete": _delete, "undo": _undo, "why": _why}


async def _rule(interaction: Interaction, case: Case, status: Status) -> Answer:
    try:
        return Answer(await interaction.client.cases.rule(case.id, status, str(interaction.user.id)))
    except RulingRefusedError as refused:
        # The card was out of date, or somebody else was faster; showing the case mends the card.
        return Answer(refused.case, texts.already(refused.case))
    except SecondOpenCaseError:
        return Answer(words=texts.SECOND_OPEN_CASE)


async def _delete_post(interaction: Interaction, case: Case) -> str | None:
    """Delete the post, None if it is gone now; else what to tell the moderator."""
    lacking = texts.bot_lacks("manage_messages", case.channel_id)
    guild = interaction.guild
    channel = guild.get_channel_or_thread(int(case.channel_id)) if guild else None
    if guild and channel and not channel.permissions_for(guild.me).manage_messages:
        return lacking
    place = interaction.client.get_partial_messageable(int(case.channel_id))
    try:
        await place.get_partial_message(int(case.post_id)).delete()
    except discord.NotFound:
        return None
    except discord.Forbidden:
        return lacking
    except discord.HTTPException:
        return texts.DELETE_FAILED
    return None


async def _fetch_post(interaction: Interaction, case: Case) -> Post | None:
    """The post as it reads now, None if it is gone or out of our sight."""
    guild = interaction.guild
    if guild is None:
        return None
    channel_id = int(case.channel_id)
    try:
        channel = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            return None
        return await interaction.client.read(await channel.fetch_message(int(case.post_id)))
    except (discord.NotFound, discord.Forbidden):
        return None

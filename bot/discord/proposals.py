"""Tell moderators that a reason has earned more trust, or lost some; the former waits for their consent."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord import move_texts, texts
from bot.discord.channels import moderators_channel
from bot.discord.permission import may_press
from bot.store.schema import Move, MoveOutcome
from bot.trust import MoveRefusedError

if TYPE_CHECKING:
    from bot.discord.client import Tactful

log = logging.getLogger(__name__)

_LOOKS = {
    "accept": (move_texts.ACCEPT, discord.ButtonStyle.success),
    "decline": (move_texts.DECLINE, discord.ButtonStyle.secondary),
}
_COLOURS = {
    MoveOutcome.PROPOSED: discord.Colour.gold(),
    MoveOutcome.ACCEPTED: discord.Colour.green(),
    MoveOutcome.DECLINED: discord.Colour.light_grey(),
    MoveOutcome.WITHDRAWN: discord.Colour.light_grey(),
}


class MoveButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"tactful:(?P<action>accept|decline):(?P<move>[0-9]{1,9})",
):
    """Consent to a proposal, or decline it."""

    def __init__(self, action: str, move_id: int) -> None:
        label, style = _LOOKS[action]
        custom_id = f"tactful:{action}:{move_id}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))
        self._action = action
        self._move_id = move_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["action"], int(match["move"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Decide, if the member may; the proposal is looked up, whatever the button says."""
        client: Tactful = interaction.client
        client.take_in_hand()
        await interaction.response.defer()
        move = await client.ladder.get(self._move_id)
        if move is None or move.guild_id != str(interaction.guild_id):
            await interaction.followup.send(move_texts.NO_SUCH_PROPOSAL, ephemeral=True)
            return
        permission = client.config.moderators.permission
        if not may_press(interaction.user, move.channel_id, permission):
            await interaction.followup.send(texts.not_allowed(permission), ephemeral=True)
            return
        decide = client.ladder.accept if self._action == "accept" else client.ladder.decline
        try:
            move = await decide(move.id, str(interaction.user.id))
        except MoveRefusedError:
            move = await client.ladder.get(self._move_id) or move
            await interaction.followup.send(move_texts.DECIDED_BEFORE, ephemeral=True)
        await interaction.edit_original_response(embed=notice(move), view=_view(move))


def notice(move: Move) -> discord.Embed:
    """What moderators read of a change: what it would mean, and on what evidence."""
    fell = move.outcome is MoveOutcome.ACCEPTED and move.moderator_id is None
    return discord.Embed(
        title=move_texts.title(move),
        description="\n".join(move_texts.lines(move)),
        colour=discord.Colour.orange() if fell else _COLOURS[move.outcome],
    )


async def tell(client: Tactful, guild: discord.Guild, moves: Iterable[Move]) -> None:
    """Write each change into the moderators' channel, or mend the notice it has."""
    channel = moderators_channel(guild, client.config.moderators.channel)
    for move in moves if channel else ():
        try:
            await _tell(client, guild, channel, move)
        except discord.HTTPException as error:
            log.error("a change of trust was not told: Discord answered %s", error.status)


async def _tell(
    client: Tactful, guild: discord.Guild, channel: discord.TextChannel | None, move: Move
) -> None:
    if move.card_channel_id and move.card_id:
        where = guild.get_channel(int(move.card_channel_id))
        if isinstance(where, discord.TextChannel):
            await where.get_partial_message(int(move.card_id)).edit(embed=notice(move), view=_view(move))
    elif channel and move.outcome is not MoveOutcome.WITHDRAWN:
        message = await channel.send(embed=notice(move), view=_view(move))
        await client.ladder.remember_card(move.id, str(channel.id), str(message.id))


def _view(move: Move) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if move.outcome is MoveOutcome.PROPOSED:
        for action in _LOOKS:
            view.add_item(MoveButton(action, move.id))
    return view

"""The buttons under a card. They carry the case's number in their id, so they work after a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.discord import cards
from bot.discord.presses import ACTIONS, press
from bot.post import NO_CHANNEL
from bot.store.schema import Case, Status

_LOOKS = {
    "agree": ("Agree", discord.ButtonStyle.success),
    "dismiss": ("Dismiss", discord.ButtonStyle.secondary),
    "delete": ("Delete post", discord.ButtonStyle.danger),
    "undo": ("Undo", discord.ButtonStyle.secondary),
    "why": ("Why?", discord.ButtonStyle.primary),
}

_SHOWN = {
    Status.OPEN: ("agree", "dismiss", "delete", "why"),
    Status.AGREED: ("delete", "undo", "why"),
    Status.DISMISSED: ("undo", "why"),
    Status.DELETED: ("undo", "why"),
}


class CaseButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"tactful:(?P<action>{'|'.join(ACTIONS)}):(?P<case>[0-9]{{1,9}})",
):
    """One action on one case."""

    def __init__(self, action: str, case_id: int) -> None:
        label, style = _LOOKS[action]
        custom_id = f"tactful:{action}:{case_id}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))
        self._action = action
        self._case_id = case_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["action"], int(match["case"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        interaction.client.take_in_hand()
        # Discord waits three seconds for the first answer; the database or a fetch may take longer.
        await interaction.response.defer()
        answer = await press(interaction, self._action, self._case_id)
        if answer.case and interaction.message:
            before = next(iter(interaction.message.embeds), discord.Embed())
            await interaction.edit_original_response(
                embed=cards.ruled(before, answer.case), view=buttons(answer.case)
            )
        if answer.words:
            await interaction.followup.send(answer.words, ephemeral=True)
        if answer.embed:
            await interaction.followup.send(embed=answer.embed, ephemeral=True)


def buttons(case: Case) -> discord.ui.View:
    """The buttons that make sense in the case's present state."""
    view = discord.ui.View(timeout=None)
    for action in _SHOWN[case.status]:
        if action != "delete" or case.channel_id != NO_CHANNEL:
            view.add_item(CaseButton(action, case.id))
    return view

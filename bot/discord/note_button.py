"""The button under a public note: it answers the author alone. It works after a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.discord import act_texts, texts
from bot.discord.author_answer import author_answer


class NoteButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"tactful:mine:(?P<case>[0-9]{1,9})"
):
    """*Why?*, for the author of the post that the note is about."""

    def __init__(self, case_id: int) -> None:
        custom_id = f"tactful:mine:{case_id}"
        super().__init__(
            discord.ui.Button(label=act_texts.WHY, style=discord.ButtonStyle.secondary, custom_id=custom_id)
        )
        self._case_id = case_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["case"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the author, and anybody else that it isn't for them, whatever number the button carries."""
        client = interaction.client
        client.take_in_hand()
        await interaction.response.defer(ephemeral=True, thinking=True)
        case = await client.cases.get(self._case_id)
        if case is None or case.guild_id != str(interaction.guild_id) or interaction.guild is None:
            await interaction.followup.send(texts.NO_SUCH_CASE, ephemeral=True)
        elif case.author_id != str(interaction.user.id):
            await interaction.followup.send(act_texts.NOT_YOURS, ephemeral=True)
        else:
            acts = await client.cases.acts(case.id)
            embed = await author_answer(client, interaction.guild, case, acts)
            await interaction.followup.send(embed=embed, ephemeral=True)


def note_view(case_id: int) -> discord.ui.View:
    """The note's one button."""
    view = discord.ui.View(timeout=None)
    view.add_item(NoteButton(case_id))
    return view

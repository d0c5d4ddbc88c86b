"""The buttons under a card. They carry the case's number in their id, so they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.acts import LIVE
from bot.decision import Action
from bot.discord import cards
from bot.discord.presses import ACTIONS, press
from bot.discord.suggestions import topic_alone
from bot.post import NO_CHANNEL
from bot.store.schema import Act, ActState, Case, Status

_LOOKS = {
    "do": ("Do it", discord.ButtonStyle.success),
    "agree": ("Agree", discord.ButtonStyle.success),
    "dismiss": ("Dismiss", discord.ButtonStyle.secondary),
    "fine": ("This is fine here", discord.ButtonStyle.secondary),
    "delete": ("Delete post", discord.ButtonStyle.danger),
    "undo": ("Undo", discord.ButtonStyle.secondary),
    "why": ("Why?", discord.ButtonStyle.primary),
}

_SHOWN = {
    Status.NOTED: ("agree", "dismiss", "why"),
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
            acts = await interaction.client.cases.acts(answer.case.id)
            embed = cards.standing(before, answer.case, acts)
            await interaction.edit_original_response(embed=embed, view=buttons(answer.case, acts))
        if answer.words:
            await interaction.followup.send(answer.words, ephemeral=True)
        if answer.embed:
            await interaction.followup.send(embed=answer.embed, ephemeral=True)


def buttons(case: Case, acts: Sequence[Act] = ()) -> discord.ui.View:
    """The buttons that make sense as the case and its acts stand."""
    view = discord.ui.View(timeout=None)
    for action in _shown(case, acts):
        view.add_item(CaseButton(action, case.id))
    return view


def _shown(case: Case, acts: Sequence[Act]) -> list[str]:
    shown = list(_SHOWN[case.status])
    removed = any(act.kind is Action.REMOVE and act.state in LIVE for act in acts)
    if "delete" in shown and (removed or case.channel_id == NO_CHANNEL):
        shown.remove("delete")
    if "dismiss" in shown and topic_alone(case):
        shown.insert(shown.index("dismiss") + 1, "fine")
    if case.status is not Status.DISMISSED and any(act.state is ActState.QUEUED for act in acts):
        shown.insert(0, "do")
    return shown

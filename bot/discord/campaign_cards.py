"""The cards of campaigns: however fast posts come in, a card is written at most every few seconds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord

from bot.cases import Recorded
from bot.decision import Decision
from bot.discord.carry_out import carry_out

if TYPE_CHECKING:
    from bot.discord.client import Tactful

#: How long posts are gathered before their campaign's card is written again, in seconds.
GATHER_S = 3.0


class CampaignCards:
    """Gathers what comes in for a case that has a card already, and shows the newest of it."""

    def __init__(self, client: Tactful) -> None:
        self._client = client
        self._newest: dict[int, tuple[Recorded, Decision, discord.TextChannel]] = {}

    def update(self, recorded: Recorded, decision: Decision, channel: discord.TextChannel) -> None:
        """Show this soon, unless something newer comes until then."""
        case_id = recorded.case.id
        waiting = case_id in self._newest
        self._newest[case_id] = recorded, decision, channel
        if not waiting:
            self._client.take_in_hand(asyncio.create_task(self._show_soon(case_id)))

    async def _show_soon(self, case_id: int) -> None:
        await asyncio.sleep(0 if self._client.is_closed() else GATHER_S)
        recorded, decision, channel = self._newest.pop(case_id)
        case = await self._client.cases.get(case_id)
        if case:
            await carry_out(self._client, Recorded(case, recorded.news), decision, channel)

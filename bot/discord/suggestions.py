"""Cases that are about nothing but a channel's topic, and "this is fine here" as the answer to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checks.context import OFF_TOPIC
from bot.decision import Stance
from bot.memory.boundary import log_odds
from bot.memory.topic_store import Accepted
from bot.store.schema import Case, CaseFinding

if TYPE_CHECKING:
    from bot.discord.client import Tactful


def topic_alone(case: Case) -> CaseFinding | None:
    """The finding of a case that was opened for being off topic and for nothing else; None for any other."""
    flagged = [finding for finding in case.findings if finding.stance is Stance.FLAG]
    return flagged[0] if len(flagged) == 1 and flagged[0].label == OFF_TOPIC else None


async def fine_here(client: Tactful, case: Case, finding: CaseFinding) -> None:
    """Move the boundary of the case's channel, so that posts like this one pass there."""
    accepted = Accepted(case.guild_id, case.place_id, case.post_id, log_odds(finding.score))
    client.memory.topics.accept(accepted)
    await client.topics.keep_accepted(accepted)


async def not_fine_after_all(client: Tactful, case: Case) -> None:
    """Move it back, if the case had moved it."""
    client.memory.topics.withdraw(case.post_id)
    await client.topics.drop_accepted(case.post_id)

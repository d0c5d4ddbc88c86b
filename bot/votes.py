"""Moderators' decisions as votes on the reasons for which a case was opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.decision import Stance
from bot.reasons import BY_NAME, State
from bot.store.schema import Case, CastVote

#: An appeal was looked at twice.
APPEAL_WEIGHT = 2


async def cast(session: AsyncSession, case: Case, *, agreed: bool, now: datetime, weight: int = 1) -> None:
    """Count a decision about the case, in place of any that was counted before."""
    await retract(session, case)
    session.add_all(
        CastVote(
            guild_id=case.guild_id,
            channel_id=case.place_id,
            label=label,
            case_id=case.id,
            agreed=agreed,
            weight=weight,
            voted_at=now,
        )
        for label in voted_on(case, agreed=agreed)
    )


async def retract(session: AsyncSession, case: Case) -> None:
    """Count no decision about the case any more."""
    await session.execute(delete(CastVote).where(CastVote.case_id == case.id))


def voted_on(case: Case, *, agreed: bool) -> list[str]:
    """The reasons that a decision about the case speaks of.

    Whoever dismisses a case finds nothing in it: that counts against every reason that flagged it. Whoever
    agrees need not have thought of the post's topic, say: where something graver was flagged, too, that alone
    gets the vote.
    """
    flagged = dict.fromkeys(
        finding.label
        for finding in case.findings
        if finding.stance is Stance.FLAG and finding.label in BY_NAME
    )
    grave = [label for label in flagged if BY_NAME[label].highest is State.ACT]
    return grave if agreed and grave else list(flagged)

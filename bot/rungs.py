"""The rows behind the ladder: where a reason stands in a channel, and the votes that count there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ladder import WINDOW, Vote
from bot.reasons import State
from bot.store.schema import CastVote, Move, MoveOutcome, Rung


@dataclass(frozen=True, slots=True)
class Place:
    """One reason in one channel."""

    guild_id: str
    channel_id: str
    label: str

    def of(self, table: type[CastVote] | type[Move] | type[Rung]) -> ColumnElement[bool]:
        """The rows about it."""
        here = (table.guild_id == self.guild_id) & (table.channel_id == self.channel_id)
        return here & (table.label == self.label)


class MoveRefusedError(Exception):
    """The proposal was decided before, or withdrawn; or the votes no longer bear it out."""


async def rung_of(session: AsyncSession, place: Place) -> Rung:
    """How far the reason has come: SHADOW, entered now, if nobody ever decided about it."""
    rung = await session.get(Rung, (place.guild_id, place.channel_id, place.label))
    if rung is None:
        rung = Rung(
            guild_id=place.guild_id,
            channel_id=place.channel_id,
            label=place.label,
            state=State.SHADOW,
            evidence_after=0,
            changed_after=0,
        )
        session.add(rung)
    return rung


async def evidence(session: AsyncSession, place: Place, rung: Rung) -> tuple[list[Vote], int]:
    """The votes that count, oldest first, and how many came in after the last change."""
    counting = place.of(CastVote), CastVote.id > rung.evidence_after
    newest = select(CastVote).where(*counting).order_by(CastVote.id.desc()).limit(WINDOW)
    votes = list(await session.scalars(newest))[::-1]
    fresh = sum(vote.id > rung.changed_after for vote in votes)
    return [Vote(vote.agreed, vote.weight) for vote in votes], fresh


async def last_vote(session: AsyncSession) -> int:
    """The number of the newest vote."""
    return await session.scalar(select(func.max(CastVote.id))) or 0


async def decide(session: AsyncSession, move_id: int, outcome: MoveOutcome, moderator_id: str) -> Move:
    """Accept or decline a proposal that is still open."""
    decided = update(Move).where(Move.id == move_id, is_proposed())
    values = {"outcome": outcome, "moderator_id": moderator_id}
    if not await session.scalar(decided.values(values).returning(Move.id)):
        raise MoveRefusedError
    return await session.get_one(Move, move_id, populate_existing=True)


def is_proposed() -> ColumnElement[bool]:
    """Whether a change waits for moderators."""
    return Move.outcome == MoveOutcome.PROPOSED


def place_of(move: Move) -> Place:
    """What a change is about."""
    return Place(move.guild_id, move.channel_id, move.label)

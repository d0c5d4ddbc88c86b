"""How far each reason has come in each channel: the ladder, kept in the database and at hand in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.caution import Caution
from bot.clock import Clock, utc_now
from bot.ladder import Change, Standing, Vote, Why, assess, lower_bound, rank
from bot.reasons import BY_NAME, State
from bot.rungs import (
    MoveRefusedError,
    Place,
    decide,
    evidence,
    is_proposed,
    last_vote,
    place_of,
    rung_of,
)
from bot.store.database import Sessions
from bot.store.locks import lock
from bot.store.schema import Case, Move, MoveOutcome, Rung

__all__ = ["Ladder", "MoveRefusedError", "Place"]

#: How careful to be in a channel: server, channel.
CautionIn = Callable[[str, str], Caution]


class Ladder:
    """Moves reasons up, when moderators accept it, and down by itself.

    `earned` is what the policy reads, by server and channel; it changes in place. Each server belongs to one
    process, so nobody else changes it.
    """

    def __init__(self, sessions: Sessions, caution: CautionIn, clock: Clock = utc_now) -> None:
        self._sessions = sessions
        self._caution = caution
        self._clock = clock
        self.earned: dict[tuple[str, str], dict[str, State]] = {}

    async def load(self) -> None:
        """Read how far everything has come."""
        async with self._sessions.begin() as session:
            for rung in await session.scalars(select(Rung)):
                self.earned.setdefault((rung.guild_id, rung.channel_id), {})[rung.label] = rung.state

    def places(self, guild_id: str) -> list[Place]:
        """Where on a server something was earned."""
        return [
            Place(guild, channel, label)
            for (guild, channel), states in self.earned.items()
            for label, state in states.items()
            if guild == guild_id and state is not State.SHADOW
        ]

    async def review(self, case: Case) -> list[Move]:
        """See what the votes so far mean for the reasons of a case about which somebody has just decided.

        Returns what moderators must be told: falls, which have happened, proposals, and those withdrawn.
        """
        labels = dict.fromkeys(finding.label for finding in case.findings if finding.label in BY_NAME)
        return await self.review_places(Place(case.guild_id, case.place_id, label) for label in labels)

    async def review_places(self, places: Iterable[Place]) -> list[Move]:
        """The same for these reasons in these channels; say, after a channel was made stricter."""
        try:
            return [move for place in places for move in await self._review(place)]
        except IntegrityError:
            # Somebody else has just proposed the same; there is nothing to add.
            return []

    async def _review(self, place: Place) -> list[Move]:
        async with self._sessions.begin() as session:
            await lock(session, place.guild_id)
            rung = await rung_of(session, place)
            votes, fresh = await evidence(session, place, rung)
            standing = Standing(rung.state, BY_NAME[place.label].highest, votes, fresh)
            change = assess(standing, self._caution(place.guild_id, place.channel_id))
            proposal = await session.scalar(select(Move).where(place.of(Move), is_proposed()))
            told = []
            if proposal and change != Change(proposal.after, Why.EARNED):
                proposal.outcome, rung.changed_after = MoveOutcome.WITHDRAWN, await last_vote(session)
                told.append(proposal)
            if change and change.why is not Why.EARNED:
                told.append(await self._fall(session, place, rung, change, votes))
            elif change and proposal is None:
                told.append(self._move(session, place, rung, change, votes, MoveOutcome.PROPOSED))
        self._remember(place, rung.state)
        return told

    async def get(self, move_id: int) -> Move | None:
        async with self._sessions.begin() as session:
            return await session.get(Move, move_id)

    async def accept(self, move_id: int, moderator_id: str) -> Move:
        """Trust a reason as far as was proposed. Raises MoveRefusedError."""
        async with self._sessions.begin() as session:
            move = await decide(session, move_id, MoveOutcome.ACCEPTED, moderator_id)
            rung = await rung_of(session, place_of(move))
            if rung.state is not move.before:
                raise MoveRefusedError
            rung.state, rung.changed_after = move.after, await last_vote(session)
        self._remember(place_of(move), move.after)
        return move

    async def decline(self, move_id: int, moderator_id: str) -> Move:
        """Leave a reason where it is until more votes have come in. Raises MoveRefusedError."""
        async with self._sessions.begin() as session:
            move = await decide(session, move_id, MoveOutcome.DECLINED, moderator_id)
            rung = await rung_of(session, place_of(move))
            rung.changed_after = await last_vote(session)
        return move

    async def lower(self, place: Place, state: State, moderator_id: str) -> Move:
        """Trust a reason less, as a moderator wants it. Raises MoveRefusedError if it stands no higher."""
        async with self._sessions.begin() as session:
            await lock(session, place.guild_id)
            rung = await rung_of(session, place)
            if rank(state) >= rank(rung.state):
                raise MoveRefusedError
            votes, _ = await evidence(session, place, rung)
            withdrawn = update(Move).where(place.of(Move), is_proposed())
            await session.execute(withdrawn.values(outcome=MoveOutcome.WITHDRAWN))
            change = Change(state, Why.BY_HAND)
            move = await self._fall(session, place, rung, change, votes, moderator_id)
        self._remember(place, state)
        return move

    async def remember_card(self, move_id: int, channel_id: str, message_id: str) -> None:
        """Note which message tells the moderators of a change."""
        shown = update(Move).where(Move.id == move_id)
        async with self._sessions.begin() as session:
            await session.execute(shown.values(card_channel_id=channel_id, card_id=message_id))

    async def untold(self, guild_id: str) -> list[Move]:
        """The changes that no message tells of: proposals still open, and falls, which count until told."""
        of_ours = Move.guild_id == guild_id, Move.card_id.is_(None), Move.outcome != MoveOutcome.WITHDRAWN
        async with self._sessions.begin() as session:
            return list(await session.scalars(select(Move).where(*of_ours).order_by(Move.id)))

    async def _fall(
        self,
        session: AsyncSession,
        place: Place,
        rung: Rung,
        change: Change,
        votes: list[Vote],
        moderator_id: str | None = None,
    ) -> Move:
        move = self._move(session, place, rung, change, votes, MoveOutcome.ACCEPTED)
        move.moderator_id = moderator_id
        rung.state, rung.changed_after = change.to, await last_vote(session)
        if change.why is Why.SUDDEN:
            rung.evidence_after = rung.changed_after
        return move

    def _move(
        self,
        session: AsyncSession,
        place: Place,
        rung: Rung,
        change: Change,
        votes: list[Vote],
        outcome: MoveOutcome,
    ) -> Move:
        move = Move(
            guild_id=place.guild_id,
            channel_id=place.channel_id,
            label=place.label,
            before=rung.state,
            after=change.to,
            why=change.why,
            outcome=outcome,
            agreed=sum(vote.weight for vote in votes if vote.agreed),
            dismissed=sum(vote.weight for vote in votes if not vote.agreed),
            bound=lower_bound(votes),
            moved_at=self._clock(),
        )
        session.add(move)
        return move

    def _remember(self, place: Place, state: State) -> None:
        self.earned.setdefault((place.guild_id, place.channel_id), {})[place.label] = state

"""All sessions of all bots; every event of the world is offered to each."""

from __future__ import annotations

from bot.sandbox.events import Event
from bot.sandbox.gateway.session import Session
from bot.sandbox.state import World


class Sessions:
    """The living sessions by id."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._living: dict[str, Session] = {}
        world.listen(self._offer)

    def begin(self, session: Session) -> Session:
        """Enter a session."""
        self._living[session.id] = session
        return session

    def find(self, session_id: str) -> Session | None:
        """The living session with this id."""
        return self._living.get(session_id)

    def end(self, session: Session) -> None:
        """Forget a session: it can't be resumed."""
        self._living.pop(session.id, None)

    def end_all(self) -> None:
        """Forget every session."""
        self._living.clear()

    def _offer(self, event: Event) -> None:
        for session in tuple(self._living.values()):
            session.offer(event)

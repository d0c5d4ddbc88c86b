"""What the tests of the store share: a clock that is set by hand, and decisions that ask for acts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet
from posts import make_post
from sqlalchemy import select
from word_model import WordModel

from bot.cases import Cases
from bot.config import Config
from bot.decision import Decision
from bot.erasure import Erasure
from bot.outbox import Outbox
from bot.pipeline import judge
from bot.policy import Policy
from bot.reasons import State
from bot.store.database import Database
from bot.store.schema import Act, ActState, Case
from bot.text_vault import TextVault
from bot.trust_config import Consequence
from bot.undo import Undo

HERE = ("1", "10")
KEY = Fernet.generate_key().decode()


@dataclass
class HandClock:
    """Stands still until it is moved."""

    now: datetime = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class House:
    """Everything that keeps something, over one database and one clock."""

    database: Database
    config: Config = field(default_factory=Config)
    key: str | None = KEY
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        sessions = self.database.sessions
        self.vault = TextVault(self.key, self.clock)
        self.cases = Cases(sessions, self.config, self.vault, self.clock)
        self.outbox = Outbox(sessions, self.clock)
        self.undo = Undo(self.cases, sessions, self.clock)
        self.erasure = Erasure(sessions, self.config.privacy, self.clock)

    async def flag(self, text: str = "you idiot", **post: Any) -> Case:
        """Record a post that is flagged, and return its case."""
        recorded = await self.cases.record(decide(text, self.config, **post))
        assert recorded is not None
        return recorded.case

    async def acts(self, case_id: int = 1) -> dict[str, ActState]:
        """The state of each act of a case."""
        return {act.kind.value: act.state for act in await self.cases.acts(case_id)}

    async def do_all(self) -> list[Act]:
        """Claim what is due and say that it was done."""
        claimed = await self.outbox.claim(["1"], ())
        for act in claimed:
            if act.state is ActState.UNDOING:
                await self.outbox.undone(act.id)
            else:
                await self.outbox.done(act.id, {})
        return claimed

    async def rows(self, table: type) -> list[Any]:
        async with self.database.sessions.begin() as session:
            return list(await session.scalars(select(table)))


def trusting(consequence: Consequence = Consequence.TIMEOUT, **changes: Any) -> Config:
    """A configuration in which insults ask for that."""
    config = Config()
    return replace(config, consequences={**config.consequences, "insult": consequence}, **changes)


def decide(text: str, config: Config | None = None, state: State = State.ACT, **post: Any) -> Decision:
    """What is decided about a post in a channel where insults have come so far."""
    policy = Policy(config or Config(), {HERE: {"insult": state}})
    return judge(make_post(text, **post), WordModel(), policy)

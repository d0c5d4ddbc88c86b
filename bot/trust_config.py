"""The settings of trust, acts and privacy. `config/default.toml` says what each is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.caution import Caution

#: The longest timeout that Discord allows, 28 days, and the longest slow mode, 6 hours.
_TIMEOUT_MINUTES = {"least": 1, "most": 28 * 24 * 60}
_SLOW_MODE_SECONDS = {"least": 1, "most": 21_600}
_COUNT = {"least": 0}
_DAYS = {"least": 1}


class Consequence(StrEnum):
    """What a reason may ask for once it is trusted, the mildest first."""

    CARD = "card"
    NUDGE = "nudge"
    SLOW_MODE = "slow_mode"
    REMOVE = "remove"
    TIMEOUT = "timeout"


class Notes(StrEnum):
    """How a post's author is told. PRIVATE tells in public where the author takes no private messages."""

    OFF = "off"
    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class LadderConfig:
    caution: Caution = Caution.CAREFUL
    cards_in_shadow: bool = True


@dataclass(frozen=True, slots=True)
class ActsConfig:
    role: str = "tactful may act"
    notes: Notes = Notes.PUBLIC
    note_minutes: int = field(default=60, metadata={"least": 1})
    timeout_minutes: int = field(default=10, metadata=_TIMEOUT_MINUTES)
    slow_mode_seconds: int = field(default=30, metadata=_SLOW_MODE_SECONDS)
    slow_mode_minutes: int = field(default=15, metadata={"least": 1})
    notes_per_hour: int = field(default=30, metadata=_COUNT)
    notes_per_author_and_day: int = field(default=2, metadata=_COUNT)
    removals_per_hour: int = field(default=20, metadata=_COUNT)
    timeouts_per_hour: int = field(default=10, metadata=_COUNT)
    slow_modes_per_hour: int = field(default=4, metadata=_COUNT)


@dataclass(frozen=True, slots=True)
class PrivacyConfig:
    keep_text_days: int = field(default=7, metadata=_DAYS)
    keep_text_after_decision: bool = False
    keep_cases_days: int = field(default=365, metadata=_DAYS)

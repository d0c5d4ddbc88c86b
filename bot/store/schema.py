"""All the tables. Beside ids, labels, numbers and offsets they hold the words of flagged posts, encrypted.

A change to one needs a migration beside the others in `bot/store/migrations/versions`; a test compares the
two.
"""

from __future__ import annotations

from bot.store.tables.acts import Act, ActState, Problem
from bot.store.tables.appeals import Appeal, AppealOutcome
from bot.store.tables.base import PERSON, SNOWFLAKE, Base, PersonId, Until
from bot.store.tables.cases import Case, CaseFinding, CasePost, JudgedPost, Ruling, Status
from bot.store.tables.ladder import CastVote, Move, MoveOutcome, Rung
from bot.store.tables.settings import Setting
from bot.store.tables.texts import SealedText
from bot.store.tables.topics import AcceptedPost, TopicSuggestion

__all__ = [
    "PERSON",
    "SNOWFLAKE",
    "AcceptedPost",
    "Act",
    "ActState",
    "Appeal",
    "AppealOutcome",
    "Base",
    "Case",
    "CaseFinding",
    "CasePost",
    "CastVote",
    "JudgedPost",
    "Move",
    "MoveOutcome",
    "PersonId",
    "Problem",
    "Ruling",
    "Rung",
    "SealedText",
    "Setting",
    "Status",
    "TopicSuggestion",
    "Until",
]

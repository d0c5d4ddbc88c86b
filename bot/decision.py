"""What the checks found in a post, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.post import Post
from classifier.verdict import Reason


class Stance(StrEnum):
    """What a reason stands for on a server.

    FLAG opens a case. MENTION is shown on a case that another reason opened, but opens none itself.
    OFF is not looked at.
    """

    FLAG = "flag"
    MENTION = "mention"
    OFF = "off"


class Action(StrEnum):
    """What a decision may ask for. NOTE, a card for the moderators, is all there is: people act."""

    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found: which check, how much it counts here, and why."""

    check: str
    stance: Stance
    reason: Reason


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome for one post. `skipped` says why the post was not judged at all, None when it was."""

    post: Post
    findings: tuple[Finding, ...] = ()
    actions: frozenset[Action] = field(default=frozenset())
    model_digest: str = ""
    skipped: str | None = None

    @property
    def flagged(self) -> bool:
        return Action.NOTE in self.actions

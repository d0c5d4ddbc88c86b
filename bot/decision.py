"""What the checks found in a post, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
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
class Campaign:
    """Posts or accounts that belong together, as they stood when one of them was judged.

    Whatever carries the same `key` shares one alert and one decision. `sample_id` is the first post's id, a
    member's where accounts joined and nobody has posted yet.
    """

    key: str
    accounts: int
    channels: int
    posts: int
    first_seen: datetime
    last_seen: datetime
    sample_id: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found: which check, how much it counts here, why, and in which campaign if in any."""

    check: str
    stance: Stance
    reason: Reason
    campaign: Campaign | None = None


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

    @property
    def campaign(self) -> Campaign | None:
        """The campaign that the post is part of, by the first finding that names one."""
        return next((finding.campaign for finding in self.findings if finding.campaign), None)

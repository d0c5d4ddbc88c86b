"""What the checks found in a post, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.post import Post
from bot.reasons import State
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
    """What a decision may ask for: a card for the moderators, a card that suggests something, and acts."""

    NOTE = "note"
    SUGGEST = "suggest"
    REMOVE = "remove"
    TIMEOUT = "timeout"
    SLOW_MODE = "slow_mode"
    NOTIFY_AUTHOR = "notify_author"


#: What is done on Discord, in the order in which it is done: a post goes before its author is told.
ACTS = (Action.REMOVE, Action.TIMEOUT, Action.SLOW_MODE, Action.NOTIFY_AUTHOR)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One post of a campaign: where it is, whose it is and when it was written."""

    post_id: str
    channel_id: str
    author_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Campaign:
    """Posts that belong together, as they stood when one of them was judged.

    Whatever carries the same `key` shares one alert and one decision; `key` is at most 64 characters. `first`
    are the posts that were let pass before there were enough of them to tell, the oldest first.
    """

    key: str
    accounts: int
    channels: int
    posts: int
    first_seen: datetime
    last_seen: datetime
    first: tuple[Sighting, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found: which check, how much it counts here, why, and in which campaign if in any."""

    check: str
    stance: Stance
    reason: Reason
    campaign: Campaign | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome for one post. `skipped` says why the post was not judged at all, None when it was.

    `state` is that of the most trusted reason. What is in `automatic` is done without asking; an act that is
    only in `actions` is prepared and waits for a moderator.
    """

    post: Post
    findings: tuple[Finding, ...] = ()
    actions: frozenset[Action] = field(default=frozenset())
    model_digest: str = ""
    skipped: str | None = None
    state: State = State.SHADOW
    automatic: frozenset[Action] = field(default=frozenset())

    @property
    def flagged(self) -> bool:
        return Action.NOTE in self.actions

    @property
    def campaign(self) -> Campaign | None:
        """The campaign that the post is part of, by the first finding that names one."""
        return next((finding.campaign for finding in self.findings if finding.campaign), None)

"""The reasons for which the bot may speak up: the classifier's labels and its own. Nothing else lists them.

Each is switched, counted and trusted by itself. To add one of our own, add a row here, and say in
`config/default.toml` what it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from classifier.labels import LABELS


class State(StrEnum):
    """How far a reason is trusted in a channel, the least first.

    SHADOW only counts. SUGGEST shows moderators a card that is worded as a suggestion. QUEUE opens a case.
    ACT may also do something about the post, within its bounds.
    """

    SHADOW = "shadow"
    SUGGEST = "suggest"
    QUEUE = "queue"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class ReasonKind:
    """One reason. `highest` is as far as it may ever be trusted: what is no offence is never acted on.

    `measured` says whether the classifier gives a calibrated probability. Our own reasons are counted, and
    their score says how far beyond the limit a count is: `bot.checks.strength` has the rule.
    """

    name: str
    family: str
    meaning: str
    highest: State = State.ACT
    measured: bool = False


#: What the bot notices beside the words: what somebody does (conduct), and what misleads (deception).
_OWN = (
    ReasonKind("flood", "conduct", "more posts in a short time than anybody can read"),
    ReasonKind("mentions", "conduct", "many people called at once"),
    ReasonKind("campaign", "conduct", "nearly the same text from several accounts or in several channels"),
    ReasonKind("raid", "conduct", "one of many new accounts that joined at once"),
    ReasonKind("links", "deception", "a link that pretends to lead elsewhere, or that the server forbids"),
    ReasonKind("hidden_text", "deception", "characters that nobody can see, or marks piled up on letters"),
)

REASONS: tuple[ReasonKind, ...] = (
    *(
        ReasonKind(
            label.name,
            label.family,
            label.meaning,
            State.ACT if label.acts else State.SUGGEST,
            measured=True,
        )
        for label in LABELS
    ),
    *_OWN,
)

NAMES: tuple[str, ...] = tuple(reason.name for reason in REASONS)
BY_NAME: dict[str, ReasonKind] = {reason.name: reason for reason in REASONS}

#: The reasons that the bot finds by itself, without the classifier.
OWN: tuple[str, ...] = tuple(reason.name for reason in _OWN)

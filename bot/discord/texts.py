"""What the bot says to people, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.decision import Campaign
from bot.post import Part, PartKind, PostKind
from bot.reasons import BY_NAME, State
from bot.store.schema import Case, Status
from bot.texts import REASON_NAMES
from classifier.verdict import Reason

# On the card.
GO_TO = {
    PostKind.MESSAGE: "go to the post",
    PostKind.NICKNAME: "a nickname, go to the member",
    PostKind.JOIN: "joined, go to the member",
}
CARRIED = {
    PartKind.TITLE: "title",
    PartKind.FORWARDED: "forwarded message",
    PartKind.EMBED: "embed",
    PartKind.POLL: "poll",
    PartKind.FILE: "text file",
}
SHOWN_LATE = "I was cut off before I could show this. The post is gone, or reads otherwise by now."
READ_ALONG = "Also read"
SPREAD = "Spread"
SUGGESTION = "A suggestion: nothing here breaks a rule by itself."
EDITED = "The post was edited; this is how it reads now."
EDITED_SINCE = "Edited since"
BY_STATE = {
    State.SHADOW: "Only noted: here I do nothing about such posts by myself.",
    State.SUGGEST: "Suggested: have a look. I do nothing about such posts by myself.",
    State.QUEUE: "Prepared: one press does it.",
    State.ACT: "Done by myself, as you trust me to. Dismiss takes it back.",
}
ACTS = "What I do about it"
PASSES_NOW = "The author has edited the post. Nothing in it would be flagged any more:"
DECISION = "Decision"

# In the answer to Why?
COUNTED_THEN = "This was counted when the post came; what was counted is not kept."
POINTED_AT = "See:"
AFRESH = "These are the words that count, and what each weighs."
NOTHING_NOW = "As the post reads now, nothing in it would be flagged."
EDITED_AFTER_JUDGING = "The post was edited after this case was judged; this explains how it reads now."
OTHER_MODEL = "The classifier was replaced after this case was judged; this is what the present one says."
POST_GONE = "The post can't be read any more, and its words were never stored. It was flagged for:"
SPEAKS_FOR = "Speaks for it:"
SPEAKS_AGAINST = "Speaks against it:"
MILDER = "Would pass as:"

# To whoever pressed a button.
NO_SUCH_CASE = (
    "I have no case of that number here. Perhaps my database was replaced since this card was written."
)
SECOND_OPEN_CASE = (
    "The author has edited the post since, and it is open again as a newer case. Please decide there."
)
NOT_A_SUGGESTION = "This case is about more than the channel's topic. Please use the other buttons."
FINE_HERE = "From now on posts like this one pass here; other channels are as before. *Undo* takes it back."
STILL_DELETED = "The case is open again. The post itself stays deleted: Discord can't bring it back."
COMES_BACK = (
    "The case is open again. Discord can't bring the post back; I post its words again in my own name."
)
NOTHING_PREPARED = "Nothing is prepared here any more. The card now shows how the case stands."
DELETE_FAILED = "Discord refused to delete the post. The case is as it was."


def label(name: str) -> str:
    """A reason as people read it."""
    return REASON_NAMES[name]


def heading(reason: Reason) -> str:
    """A reason over its explanation. What is counted has no probability; its summary says how often."""
    name = label(reason.label).capitalize()
    return f"{name}: {percent(reason.score)}" if BY_NAME[reason.label].measured else name


def carried(parts: Sequence[Part]) -> str:
    """What else was read, beside what was typed into the message."""
    return ", ".join(dict.fromkeys(CARRIED[part.kind] for part in parts))


def campaign(found: Campaign) -> str:
    """How far a campaign has spread, and when."""
    times = (discord.utils.format_dt(at, "R") for at in (found.first_seen, found.last_seen))
    counts = (
        _counted(found.posts, "post"),
        _counted(found.accounts, "account"),
        _counted(found.channels, "channel"),
    )
    first, last = times
    return f"{', '.join(counts)}. First seen {first}, last {last}."


def percent(score: float) -> str:
    """A probability in whole percent, never rounded into certainty."""
    if score > 0.99:
        return "over 99 %"
    if score < 0.01:
        return "under 1 %"
    return f"{score * 100:.0f} %"


def score_and_threshold(score: float, threshold: float) -> str:
    return f"{percent(score)}, counts from {percent(threshold)}"


def ruling(status: Status, moderator_id: str, at: datetime) -> str:
    """What was decided, by whom and when, as Discord's markdown."""
    words = {
        Status.AGREED: "Agreed",
        Status.DISMISSED: "Dismissed",
        Status.DELETED: "Post deleted",
        Status.OPEN: "Reopened",
    }
    return f"{words[status]} by <@{moderator_id}>, {discord.utils.format_dt(at, 'R')}"


def not_allowed(permission: str) -> str:
    return (
        f"Only members who have the permission {_permission(permission)} in the post's channel can do that."
    )


def already(case: Case) -> str:
    by = f" by <@{case.rulings[-1].moderator_id}>" if case.rulings else ""
    return f"This case is already {case.status}{by}. The card now shows it."


def bot_lacks(permission: str, channel_id: str) -> str:
    return (
        f"I lack the permission {_permission(permission)} in <#{channel_id}>, so I can't delete the post. "
        "Give it to my role, or delete the post yourself."
    )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _permission(name: str) -> str:
    return f"*{name.replace('_', ' ').title()}*"

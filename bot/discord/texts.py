"""What the bot says to people, in one place."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.store.schema import Case, Status

# On the card.
SUGGESTION = "A suggestion: nothing here breaks a rule by itself."
EDITED = "The post was edited; this is how it reads now."
EDITED_SINCE = "Edited since"
PASSES_NOW = "The author has edited the post. Nothing in it would be flagged any more:"
DECISION = "Decision"

# In the answer to Why?
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
STILL_DELETED = "The case is open again. The post itself stays deleted: Discord can't bring it back."
DELETE_FAILED = "Discord refused to delete the post. The case is as it was."


def label(name: str) -> str:
    """A label as people read it."""
    return name.replace("_", " ")


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


def _permission(name: str) -> str:
    return f"*{name.replace('_', ' ').title()}*"

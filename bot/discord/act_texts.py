"""What the bot says about acts: to moderators on the card, and to the author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import discord

from bot.decision import Action
from bot.store.schema import Act, ActState, Problem

WHY = "Why?"
WORDS_THAT_COUNT = "The words that count:"
NOT_YOURS = "This note is for the author of the post that it is about."
HALFWAY = "Stopped on the way, it may have happened"
FLAGGED_ONLY = "Your post was flagged. Nothing else was done about it."

#: Each act as something done, and as something to do.
_DID = {
    Action.REMOVE: "Removed the post",
    Action.TIMEOUT: "Timed the author out",
    Action.SLOW_MODE: "Slowed the channel down",
    Action.NOTIFY_AUTHOR: "Told the author",
}
_TO_DO = {
    Action.REMOVE: "remove the post",
    Action.TIMEOUT: "time the author out",
    Action.SLOW_MODE: "slow the channel down",
    Action.NOTIFY_AUTHOR: "tell the author",
}
_STATES = {
    ActState.QUEUED: "Waits for you",
    ActState.INTENDED: "Under way",
    ActState.STARTED: "Under way",
    ActState.FAILED: "Not done",
    ActState.CANCELLED: "Stopped",
    ActState.UNDOING: "Being undone",
    ActState.UNDONE: "Undone",
    ActState.STUCK: "Can't be undone",
}
_NEEDS = {
    Action.REMOVE: "Manage Messages",
    Action.TIMEOUT: "Moderate Members, and a role above theirs",
    Action.SLOW_MODE: "Manage Channels",
    Action.NOTIFY_AUTHOR: "Send Messages and Embed Links",
}
_PROBLEMS = {
    Problem.GONE: "it is gone",
    Problem.REFUSED: "Discord refused",
    Problem.NO_ANSWER: "Discord gave no answer",
    Problem.BOUND: "by myself I do this only so often an hour",
    Problem.NO_COPY: "no copy of the post is kept, so it couldn't be undone",
    Problem.KILL_SWITCH: "I don't have the role any more that lets me act",
    Problem.TAKEN_BACK: "it was taken back before",
}

_TOLD = {
    Action.REMOVE: "Your post was removed.",
    Action.SLOW_MODE: "The channel was slowed down for a while.",
}


def acts_lines(acts: Iterable[Act]) -> list[str]:
    """What was done, is to be done or went wrong, a line for each; alike ones are counted."""
    counted = Counter((act.kind, _said(act), act.problem) for act in acts)
    return [_line(kind, said, problem, count) for (kind, said, problem), count in counted.items()]


def told_about(acts: Iterable[Act]) -> str:
    """What an author is told was done."""
    in_force = [act for act in acts if act.state is ActState.DONE]
    said = [_TOLD[act.kind] for act in in_force if act.kind in _TOLD]
    said += [_timed_out(act) for act in in_force if act.kind is Action.TIMEOUT and act.undo]
    return " ".join(said) or FLAGGED_ONLY


def author_title(case_id: int) -> str:
    return f"About your post (case {case_id})"


def rule(meaning: str) -> str:
    """The rule that a reason stands for."""
    return f"{meaning[0].upper()}{meaning[1:]}."


def public_note(author_id: str, *, removed: bool) -> str:
    """The note that everybody can read: as little as its author needs to find out more."""
    if removed:
        return f"<@{author_id}>, a post of yours was removed here. *{WHY}* tells you alone why."
    return f"This post was flagged. *{WHY}* tells its author alone why."


def note_marker(case_id: int) -> str:
    """What a note to an author is recognised by."""
    return f"Case {case_id}"


def restored(author_id: str) -> str:
    return f"A post by <@{author_id}> was removed, and that was taken back. It said:"


def restored_marker(case_id: int, post_id: str) -> str:
    """What a post that was posted again is recognised by."""
    return f"Case {case_id}, post {post_id}"


def _said(act: Act) -> str:
    """What is said of an act's state, nothing where it is done."""
    if act.state is ActState.CANCELLED and act.undo is not None:
        return HALFWAY
    return _STATES.get(act.state, "")


def _line(kind: Action, said: str, problem: Problem | None, count: int) -> str:
    what = f"{said}: {_TO_DO[kind]}" if said else _DID[kind]
    times = f" ({count} times)" if count > 1 else ""
    return f"{what}{times}{_because(kind, problem)}"


def _because(kind: Action, problem: Problem | None) -> str:
    if problem is Problem.FORBIDDEN:
        return f"; I lack {_NEEDS[kind]}"
    return f"; {_PROBLEMS[problem]}" if problem in _PROBLEMS else ""


def _timed_out(act: Act) -> str:
    until = datetime.fromisoformat((act.undo or {})["until"])
    return f"You can post again {discord.utils.format_dt(until, 'R')}."

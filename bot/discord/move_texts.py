"""What the bot says about trust: how far a reason has come, and what follows from each state."""

from __future__ import annotations

import discord

from bot.caution import TARGETS, Caution
from bot.discord.texts import label
from bot.ladder import LADDER, Why, agreements_needed, rank, target
from bot.post import NO_CHANNEL
from bot.reasons import State
from bot.store.schema import Move, MoveOutcome

ACCEPT = "Accept"
DECLINE = "Not yet"
NO_SUCH_PROPOSAL = "I have no such proposal here. Perhaps my database was replaced since this was written."
DECIDED_BEFORE = "That was decided before, or withdrawn. The card now shows it."

#: What follows from a state, in a sentence.
FOLLOWS = {
    State.SHADOW: "I only note such posts. Nothing else happens.",
    State.SUGGEST: "I show such posts as suggestions. Nothing else happens.",
    State.QUEUE: "I prepare what this server wants done about such posts; one press does it.",
    State.ACT: "I do by myself what this server wants done about such posts. All of it can be undone.",
}

_WHY = {
    Why.EARNED: "You agreed often enough.",
    Why.FELL: "Too many of its flags were dismissed.",
    Why.SUDDEN: "Its flags were dismissed so often of late that what it had earned says nothing any more.",
    Why.BY_HAND: "A moderator wanted it so.",
}


def title(move: Move) -> str:
    """What changes, or would."""
    name = label(move.label).capitalize()
    if move.outcome is MoveOutcome.PROPOSED:
        return f"May {label(move.label)} go from {move.before} to {move.after}?"
    if move.outcome is MoveOutcome.ACCEPTED:
        return f"{name}: from {move.before} to {move.after}"
    return f"{name} stays in {move.before}"


def lines(move: Move) -> list[str]:
    """Where, what follows, and on what evidence."""
    state = move.after if move.outcome in (MoveOutcome.PROPOSED, MoveOutcome.ACCEPTED) else move.before
    return [
        f"{_where(move)} {FOLLOWS[state]}",
        f"{_WHY[move.why]} {_evidence(move)}",
        *_outcome(move),
    ]


def caution_words(caution: Caution) -> str:
    """What a level of caution means, in its consequences."""
    targets = TARGETS[caution]
    wrong = round((1 - targets.act) * 100)
    needed = ", ".join(f"{agreements_needed(target(targets, state))} for {state}" for state in LADDER[1:])
    return (
        f"Before I do anything by myself I must be sure that at most {wrong} in 100 of such flags are wrong. "
        f"Without a dismissal that takes so many agreements: {needed}."
    )


def _where(move: Move) -> str:
    return "On the whole server." if move.channel_id == NO_CHANNEL else f"In <#{move.channel_id}>."


def _evidence(move: Move) -> str:
    return (
        f"Agreed {move.agreed}, dismissed {move.dismissed}: with 95 % credibility more than "
        f"{int(move.bound * 100)} in 100 are right."
    )


def _outcome(move: Move) -> list[str]:
    by = f" by <@{move.moderator_id}>" if move.moderator_id else ""
    when = discord.utils.format_dt(move.moved_at, "R")
    if move.outcome is MoveOutcome.PROPOSED:
        return []
    if move.outcome is MoveOutcome.WITHDRAWN:
        return ["Withdrawn: the votes no longer bear it out."]
    if move.outcome is MoveOutcome.DECLINED:
        return [f"Declined{by}. I ask again after more votes."]
    if rank(move.after) > rank(move.before):
        return [f"Accepted{by}."]
    return [f"This happened{by or ' by itself'}, {when}."]

"""How a reason earns trust in a channel, and loses it: moderators' agreements against dismissals.

Pure: from the votes so far to what should change. `bot.trust` keeps the votes and carries the changes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from scipy.special import betaincinv

from bot.caution import TARGETS, Caution, Targets
from bot.reasons import State

#: How sure the bound is: the true precision lies below it in one of twenty cases.
CREDIBILITY = 0.95
#: Only so many of the newest votes count, so that what was earned long ago isn't earned for ever.
WINDOW = 500
#: So many new votes must come in after a promotion, a refusal or a fall, before another promotion is
#: proposed.
PATIENCE = 10
#: What is watched for: so many times as many dismissals as the target tolerates, but never more than this
#: share.
SUDDEN_RATIO = 4.0
SUDDEN_MOST = 0.8
#: How much evidence of that, in logits, is an alarm. `python benchmarks/ladder.py` shows what this means in
#: votes.
SUDDEN_LIMIT = 5.0

LADDER = tuple(State)


class Why(StrEnum):
    """Why a reason should change its state."""

    EARNED = "earned"  # moderators are asked
    FELL = "fell"  # the bound is below the state's target
    SUDDEN = "sudden"  # dismissals came so thick that what was earned before says nothing any more
    BY_HAND = "by_hand"  # a moderator wants it so; `assess` never says this


@dataclass(frozen=True, slots=True)
class Vote:
    """One decision about a flag; an appeal's outcome weighs double."""

    agreed: bool
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a reason stands in a channel.

    `votes` are all since the evidence began, oldest first; `fresh` says how many of them came in after the
    last change or refusal.
    """

    state: State
    highest: State
    votes: Sequence[Vote]
    fresh: int


@dataclass(frozen=True, slots=True)
class Change:
    """What should follow: a proposal to moderators if `why` is EARNED, else a fall that happens by itself."""

    to: State
    why: Why


def lower_bound(votes: Sequence[Vote]) -> float:
    """The precision that is exceeded with 95 % credibility, by the newest WINDOW votes.

    The 5 % quantile of Beta(1 + agreed, 1 + dismissed): the posterior of a binomial share under a flat prior.
    """
    counted = votes[-WINDOW:]
    agreed = sum(vote.weight for vote in counted if vote.agreed)
    dismissed = sum(vote.weight for vote in counted if not vote.agreed)
    return float(betaincinv(1 + agreed, 1 + dismissed, 1 - CREDIBILITY))


def agreements_needed(target: float) -> int:
    """How many agreements without a dismissal bring the bound to `target`, which is below 1."""
    needed = 0
    while lower_bound([Vote(agreed=True, weight=needed)]) < target:
        needed += 1
    return needed


def assess(standing: Standing, caution: Caution) -> Change | None:
    """What should change, None if all may stay as it is. One rung up at a time; down as far as need be."""
    targets = TARGETS[caution]
    state = standing.state
    if state is not State.SHADOW and _sudden(standing.votes, target(targets, state)):
        return Change(State.SHADOW, Why.SUDDEN)
    bound = lower_bound(standing.votes)
    held = max((rung for rung in LADDER if target(targets, rung) <= bound), key=rank)
    if rank(held) < rank(state):
        return Change(held, Why.FELL)
    if rank(held) > rank(state) and rank(state) < rank(standing.highest) and standing.fresh >= PATIENCE:
        return Change(LADDER[rank(state) + 1], Why.EARNED)
    return None


def rank(state: State) -> int:
    """How high a state stands, SHADOW at 0."""
    return LADDER.index(state)


def target(targets: Targets, state: State) -> float:
    """The precision that a state asks for; SHADOW asks for none."""
    return {State.SHADOW: 0.0, State.SUGGEST: targets.suggest, State.QUEUE: targets.queue}.get(
        state, targets.act
    )


def _sudden(votes: Sequence[Vote], precision: float) -> bool:
    """Whether the newest votes speak for many more dismissals than `precision` tolerates.

    Page's cumulative sum (1954) for a share: each vote adds the logarithm of how much likelier it is under
    the bad share than under the tolerated one, and the sum never falls below zero.
    """
    tolerated = 1 - precision
    bad = min(SUDDEN_RATIO * tolerated, SUDDEN_MOST)
    dismissal, agreement = log(bad / tolerated), log((1 - bad) / (1 - tolerated))
    evidence = 0.0
    for vote in votes[-WINDOW:]:
        evidence = max(0.0, evidence + vote.weight * (agreement if vote.agreed else dismissal))
    return evidence >= SUDDEN_LIMIT

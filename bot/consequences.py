"""What follows from findings: how far the reasons are trusted here, and what the server lets them ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.decision import Action, Decision, Finding, Stance
from bot.ladder import rank
from bot.post import PostKind
from bot.reasons import BY_NAME, State
from bot.trust_config import Consequence

#: The acts of each consequence.
ACTS_OF: Mapping[Consequence, tuple[Action, ...]] = {
    Consequence.CARD: (),
    Consequence.NUDGE: (Action.NOTIFY_AUTHOR,),
    Consequence.SLOW_MODE: (Action.SLOW_MODE,),
    Consequence.REMOVE: (Action.REMOVE, Action.NOTIFY_AUTHOR),
    Consequence.TIMEOUT: (Action.REMOVE, Action.TIMEOUT, Action.NOTIFY_AUTHOR),
}

#: What can be done about somebody who joined, or about a nickname: there is no post to remove or to answer.
_WITHOUT_A_POST = frozenset({Action.TIMEOUT})
#: What can be done about what a webhook posts: nobody is there to be told or timed out.
_WITHOUT_AN_ACCOUNT = frozenset({Action.REMOVE, Action.SLOW_MODE})


@dataclass(frozen=True, slots=True)
class Trust:
    """How far each reason has come in a channel, and what it may ask for there."""

    states: Mapping[str, State]
    consequences: Mapping[str, Consequence]

    def state(self, label: str) -> State:
        """The state that the reason has earned, but never more than it may ever have."""
        earned = self.states.get(label, State.SHADOW)
        return min(earned, BY_NAME[label].highest, key=rank)

    def acts(self, label: str) -> tuple[Action, ...]:
        return ACTS_OF[self.consequences.get(label, Consequence.NUDGE)]


def follow(decision: Decision, trust: Trust) -> Decision:
    """The decision with what follows from its findings. Only what opens a case by itself counts."""
    flags = [finding for finding in decision.findings if finding.stance is Stance.FLAG]
    if not flags:
        return decision
    state = max((trust.state(finding.reason.label) for finding in flags), key=rank)
    automatic = _acts(decision, flags, trust, State.ACT)
    asked = _acts(decision, flags, trust, State.QUEUE) | automatic
    said = {Action.NOTE} if state is State.SHADOW else {Action.NOTE, Action.SUGGEST}
    return replace(decision, state=state, actions=frozenset(said) | asked, automatic=automatic)


def hold_back(decision: Decision) -> Decision:
    """The decision with nothing left that happens by itself: moderators are asked instead."""
    return replace(decision, automatic=frozenset())


def _acts(decision: Decision, flags: Sequence[Finding], trust: Trust, state: State) -> frozenset[Action]:
    labels = [finding.reason.label for finding in flags]
    acts = frozenset(act for label in labels if trust.state(label) is state for act in trust.acts(label))
    if decision.campaign and decision.campaign.accounts > 1:
        # A crowd of accounts would be a crowd of notes.
        acts -= {Action.NOTIFY_AUTHOR}
    if decision.post.from_webhook:
        acts &= _WITHOUT_AN_ACCOUNT
    return acts if decision.post.kind is PostKind.MESSAGE else acts & _WITHOUT_A_POST

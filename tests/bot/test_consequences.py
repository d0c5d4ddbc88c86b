from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from posts import make_post
from word_model import WordModel

from bot.check_config import WatchConfig
from bot.config import Config
from bot.consequences import ACTS_OF, hold_back
from bot.decision import ACTS, Action, Decision
from bot.pipeline import judge
from bot.policy import Policy
from bot.post import PostKind
from bot.reasons import NAMES, State
from bot.trust_config import Consequence

HERE = ("1", "10")


def decide(
    text: str,
    states: Mapping[str, State],
    consequences: Mapping[str, Consequence] | None = None,
    **post: object,
) -> Decision:
    config = Config(consequences={**Config().consequences, **(consequences or {})})
    return judge(make_post(text, **post), WordModel(), Policy(config, {HERE: states}))


def test_nobody_is_acted_upon_by_default() -> None:
    decision = judge(make_post("idiot elves, free nitro"), WordModel(), Policy(Config()))
    assert (decision.actions, decision.automatic, decision.state) == (
        {Action.NOTE},
        frozenset(),
        State.SHADOW,
    )


def test_deleting_and_timing_out_are_never_a_default() -> None:
    acts = {act for consequence in Config().consequences.values() for act in ACTS_OF[consequence]}
    assert acts == {Action.NOTIFY_AUTHOR}


@pytest.mark.parametrize(
    ("state", "actions", "automatic"),
    [
        (State.SHADOW, {Action.NOTE}, set()),
        (State.SUGGEST, {Action.NOTE, Action.SUGGEST}, set()),
        (State.QUEUE, {Action.NOTE, Action.SUGGEST, Action.REMOVE, Action.NOTIFY_AUTHOR}, set()),
        (
            State.ACT,
            {Action.NOTE, Action.SUGGEST, Action.REMOVE, Action.NOTIFY_AUTHOR},
            {Action.REMOVE, Action.NOTIFY_AUTHOR},
        ),
    ],
)
def test_each_state_allows_a_step_more(state: State, actions: set[Action], automatic: set[Action]) -> None:
    decision = decide("free nitro", {"spam": state}, {"spam": Consequence.REMOVE})
    assert (decision.state, decision.actions, decision.automatic) == (state, actions, automatic)


def test_the_most_trusted_reason_counts_and_brings_only_its_own_acts() -> None:
    states = {"insult": State.ACT, "incivility": State.QUEUE, "spam": State.SHADOW}
    wanted = {"spam": Consequence.TIMEOUT, "incivility": Consequence.REMOVE}
    decision = decide("idiot, free nitro", states, wanted)
    assert decision.state is State.ACT
    assert decision.automatic == {Action.NOTIFY_AUTHOR}
    assert decision.actions & set(ACTS) == {Action.NOTIFY_AUTHOR, Action.REMOVE}


@pytest.mark.parametrize(
    ("label", "text", "post"),
    [("off_topic", "my cat is asleep", {"topic": "export rules"}), ("obscene", "damn, it works", {})],
)
def test_what_is_no_offence_never_goes_beyond_suggest(label: str, text: str, post: dict[str, str]) -> None:
    decision = decide(text, {label: State.ACT}, {label: Consequence.TIMEOUT}, **post)
    assert not decision.automatic
    assert decision.actions <= {Action.NOTE, Action.SUGGEST}


def test_trust_earned_in_one_channel_counts_in_its_threads_and_nowhere_else() -> None:
    states = dict.fromkeys(NAMES, State.ACT)
    assert decide("idiot", states, channel_id="77", parent_id="10").automatic
    assert not decide("idiot", states, channel_id="11").automatic


def test_where_there_is_no_post_there_is_none_to_remove() -> None:
    states = {"insult": State.ACT}
    decision = decide("idiot", states, {"insult": Consequence.TIMEOUT}, kind=PostKind.NICKNAME)
    assert decision.automatic == {Action.TIMEOUT}


def test_nobody_stands_behind_a_webhook_to_be_told_or_timed_out() -> None:
    config = Config(watch=WatchConfig(webhooks=True))
    policy = Policy(
        replace(config, consequences={"insult": Consequence.TIMEOUT}), {HERE: {"insult": State.ACT}}
    )
    decision = judge(make_post("idiot", from_webhook=True), WordModel(), policy)
    assert decision.automatic == {Action.REMOVE}


def test_held_back_everything_waits_for_a_moderator() -> None:
    decision = hold_back(decide("idiot", {"insult": State.ACT}))
    assert not decision.automatic
    assert Action.NOTIFY_AUTHOR in decision.actions

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk

from bot.config import ChannelConfig, Config
from bot.decision import Finding, Stance
from bot.memory.boundary import log_odds
from bot.memory.topic_store import Accepted
from bot.memory.topics import Room
from bot.post import PostKind

CHIPS = "chips and export rules"
ROOMS = (Room("10", "chips", CHIPS), Room("11", "pets", "cats and dogs"), Room("12", "food", "bread"))


def desk(rooms: tuple[Room, ...] = ROOMS, config: Config | None = None) -> Desk:
    made = Desk(config)
    made.memory.topics.set_rooms("1", rooms)
    return made


def found(here: Desk, text: str, **changes: Any) -> Finding | None:
    return here.found("off_topic", here.post(text, **({"topic": CHIPS} | changes)))


def test_a_post_that_fits_another_channel_is_suggested_there() -> None:
    suggestion = found(desk(), "my cats are asleep")
    assert suggestion
    assert suggestion.stance is Stance.FLAG
    assert suggestion.reason.summary.endswith("It would fit better into #pets.")


def test_a_post_that_fits_no_other_channel_is_left_alone() -> None:
    assert not found(desk(), "what a lovely day")


def test_a_post_that_fits_here_is_left_alone_even_if_it_fits_there_too() -> None:
    assert not found(desk(), "cats eat chips")


def test_without_other_rooms_the_threshold_alone_decides() -> None:
    assert found(desk(rooms=ROOMS[:1]), "what a lovely day")
    assert not found(desk(rooms=ROOMS[:1]), "what a lovely day", topic=None)


def test_a_thread_is_no_other_room_than_its_channel() -> None:
    here = desk(rooms=(Room("10", "chips", "cats"),))
    suggestion = found(here, "my cats", parent_id="10", channel_id="77", topic=CHIPS)
    assert suggestion
    assert "fit better" not in suggestion.reason.summary


def test_an_author_gets_one_suggestion_a_day_and_no_case_for_the_rest() -> None:
    here = desk()
    first, second = here.post("my cats", topic=CHIPS), here.post("these dogs", at=60, topic=CHIPS)
    for _ in range(2):  # judged twice it is the same
        suggested, shown = here.found("off_topic", first), here.found("off_topic", second)
        assert suggested
        assert shown
        assert (suggested.stance, shown.stance) == (Stance.FLAG, Stance.MENTION)
    assert not here.judge(second).flagged
    assert here.judge(here.post("other cats", author_id="7", topic=CHIPS)).flagged
    tomorrow = here.post("more cats", at=86_400, topic=CHIPS)
    assert here.judge(tomorrow).flagged


def test_an_answer_is_judged_together_with_what_it_answers() -> None:
    assert found(desk(), "dogs since 2022")
    assert not found(desk(), "dogs since 2022", reply_to_text="since when do the export rules hold?")


def test_an_answer_that_fits_what_it_answers_is_not_to_blame() -> None:
    assert not found(desk(), "my dogs too", reply_to_text="dogs sleep all day")
    assert found(desk(), "my dogs too", reply_to_text="what a day")


def test_this_is_fine_here_moves_the_channels_boundary_and_can_be_taken_back() -> None:
    here = desk()
    one = here.post("my cats", topic=CHIPS)
    suggestion = here.found("off_topic", one)
    assert suggestion
    odds = log_odds(suggestion.reason.score)
    assert odds > 2
    here.memory.topics.accept(Accepted("1", "10", "another", 1.0))
    assert here.found("off_topic", one)
    here.memory.topics.withdraw("another")
    here.memory.topics.accept(Accepted("1", "10", one.id, odds))
    assert not here.found("off_topic", one)
    elsewhere = here.post("my cats", author_id="7", channel_id="12", topic=CHIPS)
    assert here.found("off_topic", elsewhere)
    here.memory.topics.withdraw(one.id)
    assert here.found("off_topic", one)


def test_a_margin_of_nothing_takes_any_better_room() -> None:
    assert found(desk(), "my cats")
    config = Config()
    config = Config(off_topic=type(config.off_topic)(margin=50.0))
    assert not found(desk(config=config), "my cats")


@pytest.mark.parametrize("kind", [PostKind.NICKNAME, PostKind.JOIN])
def test_only_messages_have_a_topic(kind: PostKind) -> None:
    assert not found(desk(), "my cats", kind=kind)


def test_the_configured_topic_counts() -> None:
    config = Config(channels={"10": ChannelConfig(topic="cats")})
    assert not found(desk(config=config), "my cats sleep")

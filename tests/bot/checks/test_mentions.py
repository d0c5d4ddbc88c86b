from __future__ import annotations

import pytest
from desk import Desk

from bot.check_config import MentionsConfig
from bot.config import Config
from bot.post import Part, PartKind


def people(*numbers: int) -> tuple[str, ...]:
    return tuple(str(number) for number in numbers)


def test_eight_people_in_one_post_are_a_storm_and_seven_are_none() -> None:
    desk = Desk()
    assert not desk.sees("mentions", "hello all", mentioned=people(*range(7)), author_id="1")
    found = desk.found("mentions", desk.post("hello all", mentioned=people(*range(8))))
    assert found
    assert found.reason.summary == "Calls 8 people or roles within 30 seconds."


def test_they_add_up_over_posts_and_channels_each_counted_once() -> None:
    desk = Desk()
    found = [
        desk.found("mentions", desk.post("hi", at=n * 4, mentioned=people(n, n + 1), channel_id=str(20 + n)))
        for n in range(7)
    ]
    assert [bool(one) for one in found] == [False] * 6 + [True]
    assert found[-1]
    assert found[-1].campaign
    assert (found[-1].campaign.posts, found[-1].campaign.channels) == (7, 7)


def test_calling_one_person_again_and_again_is_no_storm() -> None:
    desk = Desk()
    assert not any(desk.sees("mentions", "hi", at=n * 2, mentioned=people(1)) for n in range(20))


def test_what_was_called_long_ago_does_not_count() -> None:
    desk = Desk()
    assert not any(
        desk.sees("mentions", "hi", at=n * 31, mentioned=people(*range(n, n + 7))) for n in range(5)
    )


def test_a_post_that_calls_nobody_is_left_alone_after_a_storm() -> None:
    desk = Desk()
    assert desk.sees("mentions", "hello", mentioned=people(*range(9)))
    assert not desk.sees("mentions", "sorry", at=2)


def test_an_edit_calls_nobody() -> None:
    desk = Desk()
    post = desk.post("hello")
    desk.judge(post)
    edited = desk.post("hello", id=post.id, mentioned=people(*range(9)), edited_at=post.created_at)
    assert not desk.found("mentions", edited)


@pytest.mark.parametrize("text", ["@everyone free skins", "look @here!", "`code` @everyone"])
def test_trying_to_call_everybody_is_a_storm(text: str) -> None:
    found = Desk().found("mentions", Desk().post(text))
    assert found
    assert "everybody" in found.reason.summary


@pytest.mark.parametrize(
    "text", ["`@everyone` needs a permission", "```\n@here\n```", "everyone is here", "a@hereford.example"]
)
def test_talking_about_it_is_none(text: str) -> None:
    assert not Desk().sees("mentions", text)


def test_whoever_may_call_everybody_is_left_alone() -> None:
    assert not Desk().sees("mentions", "@everyone meeting at noon", mentions_everyone=True)


def test_only_what_was_typed_calls() -> None:
    text = "see below\n@everyone look"
    forwarded = (Part(PartKind.FORWARDED, 10, len(text)),)
    assert not Desk().sees("mentions", text, parts=forwarded)


def test_the_limits_are_the_servers() -> None:
    desk = Desk(Config(mentions=MentionsConfig(people=2, everyone=False)))
    assert desk.sees("mentions", "hi", mentioned=people(1, 2))
    assert not desk.sees("mentions", "@everyone", author_id="7")

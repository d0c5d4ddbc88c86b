from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import Desk

from bot.check_config import CampaignConfig
from bot.config import Config, WatchConfig

ADVERT = "Join my new trading group, we all make five hundred a day from home without any risk!"
VARIANTS = (
    ADVERT,
    "🚀🚀 " + ADVERT.upper() + " 🚀",
    ADVERT.replace("a", "а").replace(" ", "\u200b "),
    ADVERT.replace("five hundred", "six hundred"),
)


def test_the_third_account_with_nearly_the_same_text_makes_a_campaign() -> None:
    desk = Desk()
    posts = [desk.post(text, at=n * 60, author_id=str(n)) for n, text in enumerate(VARIANTS)]
    found = [desk.found("campaign", post) for post in posts]
    assert [bool(one) for one in found] == [False, False, True, True]
    last = found[-1]
    assert last
    assert last.reason.summary == "Nearly the same text in 4 posts by 4 accounts in one channel."
    assert last.campaign
    assert (last.campaign.accounts, last.campaign.channels, last.campaign.posts) == (4, 1, 4)
    assert (last.campaign.first_seen, last.campaign.last_seen) == (posts[0].created_at, posts[-1].created_at)
    assert [seen.post_id for seen in last.campaign.first] == [post.id for post in posts[:2]]
    assert found[2]
    assert found[2].campaign
    assert found[2].campaign.key == last.campaign.key == f"campaign-{posts[0].id}"


def test_one_account_in_three_channels_makes_one_too() -> None:
    desk = Desk()
    found = [desk.found("campaign", desk.post(ADVERT, at=n, channel_id=f"2{n}")) for n in range(3)]
    assert [bool(one) for one in found] == [False, False, True]
    assert found[2]
    assert found[2].reason.summary == "Nearly the same text in 3 posts by one account in 3 channels."


def test_a_post_edited_into_the_text_belongs_to_it() -> None:
    desk = Desk()
    said = "The rain has stopped", "Who is coming to the match?", "My cat is asleep on the keyboard"
    posts = [desk.post(text, author_id=str(n)) for n, text in enumerate(said)]
    assert not any(desk.found("campaign", post) for post in posts)
    edited = [
        replace(post, text=ADVERT, edited_at=post.at + timedelta(minutes=n)) for n, post in enumerate(posts)
    ]
    assert [bool(desk.found("campaign", post)) for post in edited] == [False, False, True]


def test_judging_a_post_twice_counts_it_once() -> None:
    desk = Desk()
    post = desk.post(ADVERT)
    assert not any(desk.found("campaign", post) for _ in range(9))


def test_two_texts_are_two_campaigns() -> None:
    desk = Desk()
    other = "My grandmother sells her old piano, in good shape, to be fetched in the old town this week."
    keys = set()
    for number in range(3):
        for text in (ADVERT, other):
            found = desk.found("campaign", desk.post(text, at=number, author_id=str(number)))
            if found and found.campaign:
                keys.add(found.campaign.key)
    assert len(keys) == 2


@pytest.mark.parametrize(
    "text",
    [
        "good morning all",
        "happy birthday, Anna!",
        "https://tenor.example/view/cat-dancing-very-long-name-of-a-picture-12345678",
        "!play never gonna give",
        "😂" * 40,
        "gg",
    ],
)
def test_what_people_say_alike_is_left_alone(text: str) -> None:
    desk = Desk()
    assert not any(desk.sees("campaign", text, at=n, author_id=str(n), channel_id=f"2{n}") for n in range(9))


def test_different_texts_on_one_matter_are_left_alone() -> None:
    desk = Desk()
    said = (
        "I think the export rules came too late to change anything about these chips.",
        "The export rules were never meant to stop the chips that had been sold before.",
        "Whoever wrote the export rules had no idea how quickly chips are made these days.",
        "Chips are made so quickly that no export rule can come in time, if you ask me.",
    )
    assert not any(desk.sees("campaign", text, author_id=str(n)) for n, text in enumerate(said))


def test_servers_are_kept_apart() -> None:
    desk = Desk()
    assert not any(desk.sees("campaign", ADVERT, author_id=str(n), guild_id=str(n)) for n in range(9))


def test_a_text_that_comes_back_the_next_day_is_none() -> None:
    desk = Desk()
    assert not any(desk.sees("campaign", ADVERT, at=n * 5_000, author_id=str(n)) for n in range(6))


def test_webhooks_repeat_themselves() -> None:
    desk = Desk(Config(watch=WatchConfig(webhooks=True)))
    seen = [
        desk.sees("campaign", ADVERT, at=n, from_webhook=True, author_id=str(n), channel_id=f"2{n}")
        for n in range(5)
    ]
    assert not any(seen)


def test_the_limits_are_the_servers() -> None:
    desk = Desk(Config(campaign=CampaignConfig(accounts=2, letters=200)))
    assert not any(desk.sees("campaign", ADVERT, author_id=str(n)) for n in range(5))
    desk = Desk(Config(campaign=CampaignConfig(accounts=2)))
    assert [desk.sees("campaign", ADVERT, author_id=str(n)) for n in range(2)] == [False, True]

"""All posts of a campaign share one case, one decision and one undo."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from keeping import House, decide, trusting

from bot.cases import News
from bot.consequences import Trust, follow
from bot.decision import Campaign, Decision, Sighting
from bot.reasons import State
from bot.store.database import Database
from bot.store.schema import Act, ActState, Case, CasePost, CastVote, Status
from bot.trust_config import Consequence

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIRST = (Sighting("900", "10", "40", NOON), Sighting("901", "11", "41", NOON))


def seen(number: int, state: State = State.ACT, **post: Any) -> Decision:
    """One more post of the campaign, by one more account."""
    campaign = Campaign("campaign-900", number, 2, number, NOON, NOON, FIRST)
    return part_of(campaign, state, id=str(1000 + number), author_id=str(50 + number), **post)


def part_of(campaign: Campaign, state: State = State.ACT, **post: Any) -> Decision:
    """What is decided about a post of a campaign, where insults have come so far and are removed."""
    decision = decide("you idiot", state=State.SHADOW, **post)
    findings = tuple(replace(finding, campaign=campaign) for finding in decision.findings)
    trust = Trust({"insult": state}, {"insult": Consequence.REMOVE})
    return follow(replace(decision, findings=findings), trust)


@pytest.fixture
def house(database: Database) -> House:
    return House(database, trusting(Consequence.REMOVE))


async def test_the_first_post_opens_the_case_and_takes_in_those_let_pass_before(house: House) -> None:
    recorded = await house.cases.record(seen(3))
    assert recorded is not None
    assert (recorded.news, recorded.case.campaign_key) == (News.OPENED, "campaign-900")
    assert {post.post_id for post in await house.rows(CasePost)} == {"900", "901", "1003"}


async def test_later_posts_join_it(house: House) -> None:
    await house.cases.record(seen(3))
    joined = await house.cases.record(seen(4))
    assert joined is not None
    assert (joined.news, joined.case.id) == (News.JOINED, 1)
    assert len(await house.rows(Case)) == 1
    assert len(await house.rows(CasePost)) == 4


async def test_posts_that_come_at_once_make_one_case(house: House) -> None:
    recorded = await asyncio.gather(*(house.cases.record(seen(number)) for number in range(3, 13)))
    assert len(await house.rows(Case)) == 1
    assert len(await house.rows(CasePost)) == 12
    assert [entry.news for entry in recorded if entry].count(News.OPENED) == 1


async def test_every_post_is_removed_and_nobody_is_written_to(house: House) -> None:
    await house.cases.record(seen(3))
    await house.cases.record(seen(4))
    acts = await house.cases.acts(1)
    assert {(act.kind.value, act.target_id, act.channel_id) for act in acts} == {
        ("remove", "900", "10"),
        ("remove", "901", "11"),
        ("remove", "1003", "10"),
        ("remove", "1004", "10"),
    }


async def test_one_decision_counts_once_and_holds_for_posts_to_come(house: House) -> None:
    await house.cases.record(seen(3))
    await house.do_all()
    await house.undo.case("1", 1, "7")
    await house.cases.record(seen(4))
    assert (await house.cases.get(1)).status is Status.DISMISSED
    assert {act.state for act in await house.rows(Act)} == {ActState.UNDOING}
    assert {(vote.label, vote.agreed) for vote in await house.rows(CastVote)} == {
        ("incivility", False),
        ("insult", False),
    }


async def test_moderators_confirm_all_of_it_at_once(house: House) -> None:
    await house.cases.record(seen(3, State.QUEUE))
    await house.cases.record(seen(4, State.QUEUE))
    assert await house.outbox.confirm(1, "7") == 4


async def test_what_one_account_does_may_be_told_to_it(house: House) -> None:
    await house.cases.record(part_of(Campaign("flood-1", 1, 1, 9, NOON, NOON)))
    assert await house.acts() == {"remove": ActState.INTENDED, "notify_author": ActState.INTENDED}


async def test_posts_to_come_of_a_deleted_campaign_wait_for_one_press(house: House) -> None:
    await house.cases.record(seen(3, State.SHADOW))
    await house.cases.rule(1, Status.DELETED, "7")
    await house.cases.record(seen(4, State.SHADOW))
    waiting = {act.target_id: act.state for act in await house.cases.acts(1)}
    assert waiting["1004"] is ActState.QUEUED

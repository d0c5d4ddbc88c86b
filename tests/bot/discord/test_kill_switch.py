"""Without its role the bot does nothing by itself, and taking the role away stops everything at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from acting import (
    KEY,
    ROLE,
    act_of,
    bot_member,
    give_role,
    said_by_bot,
    take_role,
    there,
    troll,
    trust,
    wanting,
)
from stage import Stage, fields

from bot.decision import Action
from bot.reasons import State
from bot.sandbox.limits import Rate, RateLimits
from bot.sandbox.model import Role
from bot.sandbox.server import Sandbox
from bot.store.schema import ActState, Problem
from bot.trust_config import Consequence

WITHIN_S = 1.0
#: How long Discord lets the bot wait between two removals.
LETS_WAIT_S = 3.0


@pytest.fixture
async def trusted(empty_stage: Stage) -> Stage:
    await trust(empty_stage, State.ACT)
    return empty_stage


async def test_without_the_role_everything_waits_for_a_moderator(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    post = trusted.post("you idiot")
    await trusted.card(contains="Waits for you: remove the post")
    await trusted.settled()
    assert there(trusted, post)
    assert {act.state for act in await trusted.client.cases.acts(1)} == {ActState.QUEUED}


async def test_a_role_without_a_name_lets_nobody_act(trusted: Stage) -> None:
    give_role(trusted)
    await trusted.start(wanting(Consequence.REMOVE, role=""), KEY)
    post = trusted.post("you idiot")
    await trusted.card(contains="Waits for you")
    assert there(trusted, post)


async def test_the_role_may_be_named_by_its_id(trusted: Stage) -> None:
    role = give_role(trusted)
    await trusted.start(wanting(Consequence.REMOVE, role=role.id), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.REMOVE, ActState.DONE)


@pytest.fixture
async def waiting(trusted: Stage) -> AsyncIterator[Stage]:
    """Discord lets the bot wait for some seconds between two removals."""
    deleting = ("DELETE", "/channels/{channel_id}/messages/{message_id}")
    often = Rate(1000, 1.0)
    limits = RateLimits(rates={deleting: Rate(1, LETS_WAIT_S)}, ordinary=often, everything=often)
    give_role(trusted)
    async with Sandbox(trusted.demo.world, limits=limits) as slow:
        trusted.sandbox = slow
        await trusted.start(wanting(Consequence.REMOVE), KEY)
        yield trusted
        await trusted.stop()


async def test_taking_the_role_away_stops_a_call_that_waits_within_a_second(waiting: Stage) -> None:
    first = waiting.post("you idiot")
    await waiting.until(lambda: not there(waiting, first))
    second = waiting.post("you idiot again")
    await act_of(waiting, Action.REMOVE, ActState.STARTED, case=2)
    await asyncio.sleep(0.2)
    pulled = time.monotonic()
    take_role(waiting, the_role(waiting))
    act = await act_of(waiting, Action.REMOVE, ActState.CANCELLED, case=2)
    assert time.monotonic() - pulled < WITHIN_S
    assert act.problem is Problem.KILL_SWITCH
    await asyncio.sleep(LETS_WAIT_S)
    assert there(waiting, second)
    said = fields(await waiting.card(2, contains="Stopped"))["What I do about it"]
    assert "I don't have the role" in said


async def test_a_call_that_came_through_before_it_was_stopped_can_be_undone(waiting: Stage) -> None:
    """discord.py waits after a call, too, where Discord says that it was the last for now."""
    post = waiting.post("you idiot")
    await waiting.until(lambda: not there(waiting, post))
    take_role(waiting, the_role(waiting))
    await act_of(waiting, Action.REMOVE, ActState.CANCELLED)
    await waiting.card(contains="Stopped on the way, it may have happened: remove the post")
    await waiting.press("dismiss")
    await act_of(waiting, Action.REMOVE, ActState.UNDONE)
    assert [note.embeds[0]["description"] for note in said_by_bot(waiting)] == ["you idiot"]


def the_role(stage: Stage) -> Role:
    return next(role for role in stage.demo.guild.roles.values() if role.name == ROLE)


async def test_what_comes_after_it_was_pulled_waits_for_a_moderator(trusted: Stage) -> None:
    role = give_role(trusted)
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    take_role(trusted, role)
    await trusted.until(lambda: not has_role(trusted))
    post = trusted.post("you idiot")
    await trusted.card(contains="Waits for you")
    assert there(trusted, post)


def has_role(stage: Stage) -> bool:
    guild = stage.client.get_guild(int(stage.demo.guild.id))
    return any(role.name == ROLE for role in guild.me.roles)


async def test_a_role_taken_away_unheard_is_noticed_right_before_the_act(trusted: Stage) -> None:
    """The gateway says nothing, as when its line is dead: Discord is asked."""
    role = give_role(trusted)
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    bot_member(trusted).role_ids.remove(role.id)
    assert has_role(trusted)
    post = trusted.post("you idiot")
    act = await act_of(trusted, Action.REMOVE, ActState.CANCELLED)
    assert act.problem is Problem.KILL_SWITCH
    await act_of(trusted, Action.TIMEOUT, ActState.CANCELLED)
    assert there(trusted, post)
    assert troll(trusted).timed_out_until is None


async def test_undo_works_while_the_switch_is_pulled(trusted: Stage) -> None:
    role = give_role(trusted)
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.TIMEOUT, ActState.DONE)
    take_role(trusted, role)
    await trusted.press("dismiss")
    await act_of(trusted, Action.TIMEOUT, ActState.UNDONE)
    assert troll(trusted).timed_out_until is None


async def test_moderators_presses_are_theirs_and_go_on(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    post = trusted.post("you idiot")
    await trusted.press("do")
    await act_of(trusted, Action.REMOVE, ActState.DONE)
    assert not there(trusted, post)


async def test_a_start_without_the_role_stops_what_was_left(trusted: Stage) -> None:
    role = give_role(trusted)
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    trusted.client.errands._closing = True  # as if it had been killed before it could begin
    trusted.client.errands.wake()
    await asyncio.sleep(0.1)
    post = trusted.post("you idiot")
    await act_of(trusted, Action.REMOVE, ActState.INTENDED)
    await trusted.stop()
    bot_member(trusted).role_ids.remove(role.id)
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    assert (await act_of(trusted, Action.REMOVE, ActState.CANCELLED)).problem is Problem.KILL_SWITCH
    assert there(trusted, post)

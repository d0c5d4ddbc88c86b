"""Discord fails, things vanish, the bot is killed: acts are tried again, or the card says what happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from acting import KEY, act_of, give_role, said_by_bot, there, troll, trust, wanting
from stage import Stage, fields

from bot.decision import Action
from bot.reasons import State
from bot.sandbox import members, messages
from bot.sandbox.errors import ApiError
from bot.store.schema import Act, ActState, Problem
from bot.trust_config import Consequence

DONE, FAILED = ActState.DONE, ActState.FAILED


@pytest.fixture
async def trusted(empty_stage: Stage) -> Stage:
    give_role(empty_stage)
    await trust(empty_stage, State.ACT)
    return empty_stage


class Failing:
    """A part of the local Discord that refuses so often before it works again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, times: int, error: ApiError):
        self._works: Callable[..., Any] = getattr(module, name)
        self._left, self._error = times, error
        self.called = 0
        monkeypatch.setattr(module, name, self)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.called += 1
        if self._left:
            self._left -= 1
            raise self._error
        return self._works(*arguments, **named)


def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again after moments instead of minutes."""
    monkeypatch.setattr("bot.outbox.WAITS", (timedelta(milliseconds=50),) * 3)


UNAVAILABLE = ApiError(503, 0, "Service Unavailable")


async def test_a_failing_discord_is_asked_again(trusted: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    soon(monkeypatch)
    failing = Failing(monkeypatch, messages, "delete", 2, UNAVAILABLE)
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    post = trusted.post("you idiot")
    act = await act_of(trusted, Action.REMOVE, DONE)
    assert (act.attempts, failing.called) == (3, 3)
    assert not there(trusted, post)


async def test_one_that_goes_on_failing_is_given_up_and_the_card_says_so(
    trusted: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon(monkeypatch)
    Failing(monkeypatch, messages, "delete", 99, UNAVAILABLE)
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    post = trusted.post("you idiot")
    assert (await act_of(trusted, Action.REMOVE, FAILED)).problem is Problem.NO_ANSWER
    assert there(trusted, post)
    assert "Discord gave no answer" in fields(await trusted.card(contains="Not done"))["What I do about it"]


async def test_too_many_requests_in_the_end_are_tried_again_too(
    trusted: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon(monkeypatch)
    # Without the header Via discord.py takes it for Cloudflare's and gives up at once.
    Failing(monkeypatch, members, "update", 1, ApiError(429, 0, "banned for a while"))
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    assert (await act_of(trusted, Action.TIMEOUT, DONE)).attempts == 2


async def test_undoing_is_tried_again_too(trusted: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    soon(monkeypatch)
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.TIMEOUT, DONE)
    Failing(monkeypatch, members, "update", 2, UNAVAILABLE)
    await trusted.press("dismiss")
    await act_of(trusted, Action.TIMEOUT, ActState.UNDONE)
    assert troll(trusted).timed_out_until is None


async def test_what_can_not_be_undone_is_said(trusted: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    soon(monkeypatch)
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.TIMEOUT, DONE)
    Failing(monkeypatch, members, "update", 1, ApiError(403, 50013, "Missing Permissions"))
    await trusted.press("dismiss")
    assert (await act_of(trusted, Action.TIMEOUT, ActState.STUCK)).problem is Problem.FORBIDDEN
    said = fields(await trusted.card(contains="Can't be undone"))["What I do about it"]
    assert "Can't be undone: time the author out; I lack Moderate Members" in said


async def test_a_post_that_its_author_deletes_first_is_gone(
    trusted: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    gone = ApiError(404, 10008, "Unknown Message")
    Failing(monkeypatch, messages, "delete", 1, gone)
    trusted.post("you idiot")
    assert (await act_of(trusted, Action.REMOVE, FAILED)).problem is Problem.GONE


async def test_a_member_who_has_left_is_not_timed_out(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    del trusted.demo.guild.members[trusted.demo.troll.id]
    assert (await act_of(trusted, Action.TIMEOUT, FAILED)).problem is Problem.GONE


async def test_undoing_for_a_member_who_has_left_ends(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.TIMEOUT, DONE)
    members.leave(trusted.demo.world, trusted.demo.guild, troll(trusted))
    await trusted.press("dismiss")
    await act_of(trusted, Action.TIMEOUT, ActState.UNDONE)


async def test_in_a_channel_that_is_gone_nothing_is_done_and_nothing_is_left_to_undo(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.SLOW_MODE))
    trusted.post("you idiot")
    await act_of(trusted, Action.SLOW_MODE, DONE)
    trusted.sandbox.world.channels.pop(trusted.demo.discussion.id)
    await trusted.press("dismiss")
    await act_of(trusted, Action.SLOW_MODE, ActState.UNDONE)


async def test_an_act_is_carried_out_though_the_moderators_channel_is_gone(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    trusted.sandbox.world.channels.pop(trusted.demo.mod_log.id)
    post = trusted.post("you idiot")
    await act_of(trusted, Action.REMOVE, DONE)
    assert not there(trusted, post)


async def killed_while(stage: Stage, kind: Action, began: Callable[[], object]) -> Act:
    """An act whose process was killed after Discord did it and before it was written down."""
    act = await act_of(stage, kind, DONE)
    assert began()
    await stage.stop()
    database = await stage.database()
    async with database.sessions.begin() as session:
        kept = await session.get_one(Act, act.id)
        kept.state, kept.due_at = ActState.STARTED, stage.demo.world.now() - timedelta(minutes=1)
        if kind is Action.NOTIFY_AUTHOR:
            kept.undo, kept.ends_at = {}, None
    await database.close()
    return act


async def test_a_post_removed_right_before_a_crash_counts_as_removed(trusted: Stage) -> None:
    config = wanting(Consequence.REMOVE)
    await trusted.start(config, KEY)
    post = trusted.post("you idiot")
    await killed_while(trusted, Action.REMOVE, lambda: not there(trusted, post))
    await trusted.start(config, KEY)
    act = await act_of(trusted, Action.REMOVE, DONE)
    assert act.problem is None
    await trusted.press("dismiss")
    await act_of(trusted, Action.REMOVE, ActState.UNDONE)
    assert any(note.embeds[0].get("description") == "you idiot" for note in said_by_bot(trusted))


async def test_slow_mode_set_right_before_a_crash_is_set_back_to_what_it_was(trusted: Stage) -> None:
    config = wanting(Consequence.SLOW_MODE)
    trusted.demo.discussion.slowmode_s = 7
    await trusted.start(config)
    trusted.post("you idiot")
    await killed_while(trusted, Action.SLOW_MODE, lambda: trusted.demo.discussion.slowmode_s == 30)
    await trusted.start(config)
    await act_of(trusted, Action.SLOW_MODE, DONE)
    await trusted.press("dismiss")
    await act_of(trusted, Action.SLOW_MODE, ActState.UNDONE)
    assert trusted.demo.discussion.slowmode_s == 7


async def test_a_timeout_set_right_before_a_crash_lasts_no_longer_for_it(trusted: Stage) -> None:
    config = wanting(Consequence.TIMEOUT)
    await trusted.start(config, KEY)
    trusted.post("you idiot")
    await killed_while(trusted, Action.TIMEOUT, lambda: troll(trusted).timed_out_until)
    before = troll(trusted).timed_out_until
    await trusted.start(config, KEY)
    await act_of(trusted, Action.TIMEOUT, DONE)
    assert troll(trusted).timed_out_until == before


@pytest.mark.parametrize("age", [timedelta(0), timedelta(hours=1)])
async def test_a_note_sent_right_before_a_crash_is_not_sent_twice(
    trusted: Stage, monkeypatch: pytest.MonkeyPatch, age: timedelta
) -> None:
    """Nor an hour later, when Discord has forgotten the nonce."""
    config = wanting(Consequence.NUDGE)
    await trusted.start(config)
    trusted.post("you idiot")
    await killed_while(trusted, Action.NOTIFY_AUTHOR, lambda: said_by_bot(trusted))
    monkeypatch.setattr("bot.sandbox.rest.messages.NONCE_AGE", timedelta(minutes=5) - age)
    await trusted.start(config)
    act = await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)
    assert len(said_by_bot(trusted)) == 1
    assert act.undo["message_id"] == said_by_bot(trusted)[0].id


async def test_what_was_only_intended_before_a_crash_is_done_after_it(trusted: Stage) -> None:
    config = wanting(Consequence.REMOVE)
    await trusted.start(config, KEY)
    trusted.client.errands._closing = True
    trusted.client.errands.wake()
    await asyncio.sleep(0.1)
    post = trusted.post("you idiot")
    await act_of(trusted, Action.REMOVE, ActState.INTENDED)
    await trusted.stop()
    await trusted.start(config, KEY)
    await act_of(trusted, Action.REMOVE, DONE)
    assert not there(trusted, post)

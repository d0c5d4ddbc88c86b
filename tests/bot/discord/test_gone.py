"""What is deleted on Discord is erased here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from acting import KEY, act_of, give_role, troll, trust, wanting
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from stage import Stage

from bot.check_config import WatchConfig
from bot.config import Config
from bot.decision import Action
from bot.discord.gone import look_for_the_gone
from bot.reasons import State
from bot.sandbox import members, messages
from bot.store.schema import ActState, SealedText
from bot.trust_config import Consequence


async def kept(stage: Stage) -> list[str]:
    """The posts whose words are kept."""
    async with stage.client.cases._sessions.begin() as session:
        return list(await session.scalars(select(SealedText.post_id)))


async def until_kept(stage: Stage, *posts: str) -> None:
    for _ in range(500):
        if await kept(stage) == list(posts):
            return
        await stage.pause()
    assert await kept(stage) == list(posts)


@pytest.fixture
async def keeping(empty_stage: Stage) -> Stage:
    """The bot keeps words; it hears who leaves."""
    await empty_stage.start(Config(watch=WatchConfig(joins=True)), KEY)
    return empty_stage


async def test_a_post_deleted_by_its_author_is_erased(keeping: Stage) -> None:
    post = keeping.post("you idiot")
    await keeping.card()
    assert await kept(keeping) == [post.id]
    keeping.sandbox.delete(keeping.demo.troll.id, post)
    await until_kept(keeping)
    await keeping.press("why")
    assert "can't be read any more" in str((await keeping.told())["embeds"])


async def test_many_deleted_at_once_are_erased(keeping: Stage) -> None:
    posts = [keeping.post(f"you idiot {number}") for number in range(3)]
    for case in (1, 2, 3):
        await keeping.card(case)
    messages.delete_many(keeping.demo.world, keeping.demo.discussion, [post.id for post in posts[:2]])
    await until_kept(keeping, posts[2].id)


async def test_who_leaves_is_erased(keeping: Stage) -> None:
    keeping.post("you idiot")
    await keeping.card()
    members.leave(keeping.demo.world, keeping.demo.guild, troll(keeping))
    await until_kept(keeping)


async def test_the_copy_of_what_the_bot_removed_is_not(empty_stage: Stage) -> None:
    give_role(empty_stage)
    await trust(empty_stage, State.ACT)
    await empty_stage.start(wanting(Consequence.REMOVE), KEY)
    post = empty_stage.post("you idiot")
    await act_of(empty_stage, Action.REMOVE, ActState.DONE)
    await empty_stage.settled()
    assert post.id in await kept(empty_stage)
    await empty_stage.press("why")
    assert "“idiot” (+2.0)" in str((await empty_stage.told())["embeds"])


async def test_what_was_deleted_while_the_bot_was_away_is_found_out(empty_stage: Stage) -> None:
    await empty_stage.start(key=KEY)
    posts = [empty_stage.post(f"you idiot {number}") for number in range(2)]
    other = empty_stage.post("you idiot", empty_stage.demo.member)
    for case in (1, 2, 3):
        await empty_stage.card(case)
    await empty_stage.stop()
    empty_stage.sandbox.delete(empty_stage.demo.troll.id, posts[0])
    del empty_stage.demo.guild.members[empty_stage.demo.member.id]
    await empty_stage.start(key=KEY)
    await until_kept(empty_stage, posts[1].id)
    assert other.id not in await kept(empty_stage)


async def test_what_can_not_be_looked_up_is_kept(empty_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await empty_stage.start(key=KEY)
    post = empty_stage.post("you idiot")
    await empty_stage.card()
    empty_stage.demo.discussion.overwrites.clear()
    for role in empty_stage.demo.guild.roles.values():
        role.permissions = 0
    await look_for_the_gone(empty_stage.client, empty_stage.client._tidying)
    assert await kept(empty_stage) == [post.id]


async def test_words_go_by_their_age_while_the_bot_runs_though_the_database_fails_now_and_then(
    keeping: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.post("you idiot")
    await keeping.card()
    sweep, failures = keeping.client.erasure.sweep, [OperationalError("locked", None, Exception())]

    async def failing() -> None:
        if failures:
            raise failures.pop()
        await sweep()

    monkeypatch.setattr(keeping.client.erasure, "sweep", failing)
    old = update(SealedText).values(stored_at=datetime.now(UTC) - timedelta(days=8))
    async with keeping.client.cases._sessions.begin() as session:
        await session.execute(old)
    keeping.client._tidy_up.change_interval(seconds=0.05)
    keeping.client._tidy_up.restart()
    await until_kept(keeping)
    assert not failures

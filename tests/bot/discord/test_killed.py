"""`kill -9` at any moment: afterwards nothing is half done, nothing done twice, and no card is missing."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections import Counter
from pathlib import Path

from acting import KEY, give_role, said_by_bot, there, trust
from sqlalchemy import select
from stage import Stage

from bot.reasons import State
from bot.sandbox.model import Message
from bot.store.schema import Act, ActState, Case

HERE = Path(__file__).parent
ROUNDS = 4
POSTS = 4
#: How long everything may take to come to rest in the end.
REST_S = 45.0


async def start(stage: Stage) -> asyncio.subprocess.Process:
    paths = os.pathsep.join(str(one) for one in (HERE, HERE.parent, HERE.parents[2]))
    addresses = (stage.sandbox.api_url, stage.sandbox.gateway_url)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        HERE / "killed_bot.py",
        *addresses,
        stage.database_url,
        stage.token,
        KEY,
        env=os.environ | {"PYTHONPATH": paths},
        stderr=asyncio.subprocess.DEVNULL,
    )


def connected(stage: Stage) -> bool:
    return any(session.send for session in stage.sandbox.gateway.sessions._living.values())


async def at_rest(stage: Stage) -> bool:
    """Whether every case has its card, and every act its end."""
    database = await stage.database()
    async with database.sessions.begin() as session:
        cases = list(await session.scalars(select(Case)))
        acts = list(await session.scalars(select(Act)))
    await database.close()
    moving = [act for act in acts if act.state in (ActState.INTENDED, ActState.STARTED)]
    return bool(cases) and not moving and all(case.card_id for case in cases)


async def test_whenever_it_is_killed_it_finishes_what_it_began(empty_stage: Stage) -> None:
    draw = random.Random(9)
    give_role(empty_stage)
    await trust(empty_stage, State.ACT)
    posts: list[Message] = []
    for _ in range(ROUNDS):
        bot = await start(empty_stage)
        async with asyncio.timeout(REST_S):
            while not connected(empty_stage):
                await empty_stage.pause()
        await asyncio.sleep(0.3)
        for _ in range(POSTS):
            posts.append(empty_stage.post(f"you idiot {len(posts)} {draw.random()}", empty_stage.demo.member))
        await asyncio.sleep(draw.uniform(0.0, 0.8))
        bot.kill()
        await bot.wait()
    bot = await start(empty_stage)
    async with asyncio.timeout(REST_S):
        while not await at_rest(empty_stage):
            await empty_stage.pause()
    bot.kill()
    await bot.wait()
    await assert_whole(empty_stage, posts)


async def assert_whole(stage: Stage, posts: list[Message]) -> None:
    database = await stage.database()
    async with database.sessions.begin() as session:
        cases = list(await session.scalars(select(Case)))
        acts = list(await session.scalars(select(Act)))
    await database.close()
    # No post has two cases, no case two cards, no author two notes for one case.
    assert max(Counter(case.post_id for case in cases).values()) == 1
    cards = Counter(card.embeds[0]["title"].partition(":")[0] for card in stage.cards())
    assert set(cards.values()) == {1}
    assert set(cards) == {f"Case {case.id}" for case in cases}
    notes = Counter(note.embeds[0]["footer"]["text"] for note in said_by_bot(stage))
    assert set(notes.values()) <= {1}
    assert {act.state for act in acts} <= {ActState.DONE, ActState.QUEUED}
    removed = {act.post_id for act in acts if act.kind == "remove" and act.state is ActState.DONE}
    assert removed
    assert {post.id for post in posts if not there(stage, post)} == removed

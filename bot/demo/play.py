"""The demo from start to end: a server, the bot on it, a discussion, and what came of it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

import classifier
from bot.config import Config
from bot.demo.thread import ThreadPost
from bot.discord.client import Tactful
from bot.discord.endpoints import point_at
from bot.sandbox.demo_world import Demo, Names, demo_world
from bot.sandbox.model import JSON, User
from bot.sandbox.server import Sandbox
from bot.sandbox.visitor import add_routes
from bot.store.database import Database, open_database, sqlite_url
from bot.store.schema import Case, JudgedPost
from classifier.errors import EnvironmentFailed
from classifier.training.topics import Topic

#: How long the bot may take to come up, and to judge one post. Seconds.
READY_S = 30.0
JUDGED_S = 30.0

Show = Callable[[JSON], None]


@dataclass(frozen=True, slots=True)
class Played:
    """The running demo."""

    demo: Demo
    sandbox: Sandbox
    database: Database


@asynccontextmanager
async def running(topic: Topic, port: int) -> AsyncIterator[Played]:
    """The local Discord with its page, and the bot in it, until the block ends."""
    token = secrets.token_urlsafe(16)
    names = Names(discussion=topic.id, topic=topic.text)
    demo = demo_world(token, names)
    people = {demo.moderator.id: "moderator", demo.troll.id: "troll", demo.member.id: "member"}
    sandbox = Sandbox(demo.world)
    sandbox.mount(lambda application, served: add_routes(application, served, people))
    try:
        await sandbox.start(port)
    except OSError as error:
        raise EnvironmentFailed(f"port {port} is taken", mend="name another by --port") from error
    point_at(sandbox.api_url, sandbox.gateway_url)
    with TemporaryDirectory(prefix="tactful-demo-") as folder:
        database = await open_database(sqlite_url(Path(folder) / "demo.db"))
        client = Tactful(Config(), classifier.load(), database, guild_ready_timeout=0.1)
        connected = asyncio.create_task(client.start(token))
        try:
            await _until_ready(client, connected)
            yield Played(demo, sandbox, database)
        finally:
            await client.close()
            await asyncio.gather(connected, return_exceptions=True)
            await database.close()
            await sandbox.stop()


async def play(played: Played, posts: Sequence[ThreadPost], pause_s: float) -> list[frozenset[str]]:
    """Post the thread, one post after the other, and return the labels each was flagged for."""
    names = dict.fromkeys(post.author for post in posts)
    authors = {name: _join(played.demo, name, number) for number, name in enumerate(names)}
    ids = []
    for count, post in enumerate(posts, start=1):
        written = played.sandbox.post(authors[post.author].id, played.demo.discussion.id, post.text)
        ids.append(written.id)
        await _until_judged(played.database, count)
        await asyncio.sleep(pause_s)
    flagged = await _flagged(played.database)
    return [flagged.get(post_id, frozenset()) for post_id in ids]


def show_cards(played: Played, show: Show) -> None:
    """Call `show` with each new card in the moderators' channel."""

    def hear(name: str, payload: JSON) -> None:
        if name == "MESSAGE_CREATE" and payload["channel_id"] == played.demo.mod_log.id and payload["embeds"]:
            show(payload["embeds"][0])

    played.sandbox.subscribe(played.demo.moderator.id, hear)


def _join(demo: Demo, name: str, number: int) -> User:
    """A member of long standing: a crowd of new ones would be a raid."""
    made = demo.world.now() - timedelta(days=400 + number)
    user = demo.world.add_user(name.lower().replace(" ", "_"), name, made=made)
    demo.world.add_member(demo.guild, user).joined_at = made + timedelta(days=100)
    return user


async def _until_ready(client: Tactful, connected: asyncio.Task[None]) -> None:
    ready = asyncio.create_task(client.wait_until_ready())
    await asyncio.wait({ready, connected}, timeout=READY_S, return_when=asyncio.FIRST_COMPLETED)
    if connected.done():
        connected.result()
    if not ready.done():
        raise EnvironmentFailed("the bot did not come up", mend="run `tactful --debug demo` to see why")


async def _until_judged(database: Database, count: int) -> None:
    """Wait until the bot has entered so many posts as judged."""
    async with asyncio.timeout(JUDGED_S):
        while True:
            async with database.sessions() as session:
                if (await session.scalar(select(func.count()).select_from(JudgedPost)) or 0) >= count:
                    return
            await asyncio.sleep(0.005)


async def _flagged(database: Database) -> dict[str, frozenset[str]]:
    async with database.sessions() as session:
        cases = await session.scalars(select(Case))
        return {case.post_id: frozenset(finding.label for finding in case.findings) for case in cases}

"""How long the bot takes to decide about a post: every check, with its memory, without any input or output.

    python benchmarks/decision.py [--posts 20000] [--target 1.0]

Our own comments on eight topics come in at ten a second, from 500 authors, in the channel of their topic but
for one in twenty. Every tenth has a link, every fifth answers another, every fiftieth is a copy. Times are of
the processor, so that a busy machine changes them little; the first posts warm up what is looked up once.
Ends with status 1 where the 99th percentile misses the target.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

import classifier
from bot.checks.context import Context
from bot.config import Config
from bot.memory.memory import Memory
from bot.memory.topics import Room
from bot.pipeline import CHECKS, judge
from bot.policy import Policy
from bot.post import Post
from classifier.training.topics import SEEDS, load_topics

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
AUTHORS, CHANNELS, A_SECOND = 500, 8, 10
WARM_UP = 2_000
LINKS = ("https://github.com/a/b", "https://dlscord.com/gift", "https://example.org/a/b", "discord.gg/abc")


def posts(count: int) -> Iterator[Post]:
    """The posts of a busy server."""
    topics = list(load_topics().values())[:CHANNELS]
    places = {topic.id: place for place, topic in enumerate(topics)}
    lines = (SEEDS / "comments.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["topic"] in places]
    draw = random.Random(1)
    texts: list[str] = []
    for number in range(count):
        row = draw.choice(rows)
        text = draw.choice(texts[-500:]) if texts and number % 50 == 0 else row["text"]
        texts.append(text)
        channel = places[row["topic"]] if draw.random() < 0.95 else draw.randrange(CHANNELS)
        at = NOON + timedelta(seconds=number / A_SECOND)
        yield Post(
            id=str(10**18 + number),
            guild_id="1",
            channel_id=str(100 + channel),
            channel_name=topics[channel].id,
            author_id=str(1_000 + draw.randrange(AUTHORS)),
            author_name="Anna",
            text=f"{text} {draw.choice(LINKS)}" if number % 10 == 0 else text,
            jump_url="",
            created_at=at,
            topic=topics[channel].text,
            mentioned=("7",) if number % 7 == 0 else (),
            reply_to_text=texts[-2] if number % 5 == 0 and len(texts) > 1 else None,
            author_created_at=at - timedelta(days=400),
            author_joined_at=at - timedelta(days=200),
        )


def memory_of(config: Config) -> Memory:
    """A memory that knows the channels."""
    memory = Memory.empty(config)
    topics = list(load_topics().values())[:CHANNELS]
    memory.topics.set_rooms("1", (Room(str(100 + n), topic.id, topic.text) for n, topic in enumerate(topics)))
    return memory


def decide(given: list[Post], model: classifier.Model, config: Config) -> list[float]:
    """The processor time of each decision, in milliseconds."""
    memory, policy = memory_of(config), Policy(config)
    times = []
    for post in given:
        started = time.thread_time()
        judge(post, model, policy, memory)
        times.append((time.thread_time() - started) * 1000)
    return times


def shares(given: list[Post], model: classifier.Model, config: Config) -> dict[str, list[float]]:
    """The processor time of each check, in milliseconds. The model reads a post in the first that asks it."""
    memory, policy = memory_of(config), Policy(config)
    times: dict[str, list[float]] = {}
    for post in given:
        context = Context(post, model, policy.rules(post), memory, config)
        for check in CHECKS:
            started = time.thread_time()
            check(post, context)
            name = check.__module__.rpartition(".")[2]
            times.setdefault(name, []).append((time.thread_time() - started) * 1000)
    return times


def quantiles(times: list[float]) -> str:
    half, most, worst = np.quantile(times, [0.5, 0.99, 0.999])
    return f"p50 {half:.3f} ms, p99 {most:.3f} ms, p99.9 {worst:.3f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the bot's decisions.")
    parser.add_argument("--posts", type=int, default=20_000, help="to decide about (default: %(default)s)")
    parser.add_argument("--target", type=float, default=1.0, help="of p99, in ms (default: %(default)s)")
    given = parser.parse_args()
    model, config = classifier.load(), Config()
    stream = list(posts(given.posts + WARM_UP))
    times = decide(stream, model, config)[WARM_UP:]
    for name, of in shares(stream[: given.posts // 4 + WARM_UP], model, config).items():
        print(f"{name:<12} {quantiles(of[WARM_UP:])}")
    print(f"{'decision':<12} {quantiles(times)} (n = {len(times):,})")
    raise SystemExit(int(np.quantile(times, 0.99) > given.target))


if __name__ == "__main__":
    main()

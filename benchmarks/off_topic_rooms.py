"""How often the bot suggests another channel, rightly and wrongly, on a server with a channel for each topic.

    python benchmarks/off_topic_rooms.py [--split test] [--rooms 8] [--margin 3.5]

A server has so many channels, drawn anew for each comment. Our own comments are posted under their topic,
where a suggestion is wrong, and under another channel's, where one is right if it names the topic that the
comment was written under. The margin was chosen on comments that the model has learnt from, `--split train`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime

import classifier
from bot.check_config import OffTopicConfig
from bot.config import Config
from bot.memory.memory import Memory
from bot.memory.topics import Room
from bot.pipeline import judge
from bot.policy import Policy
from bot.post import Post
from classifier.training.intervals import wilson
from classifier.training.topics import SEEDS, Topic, load_topics

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Server:
    """A server with a room for each topic; every post is its author's first."""

    def __init__(self, topics: Sequence[Topic], margin: float) -> None:
        self._model = classifier.load()
        self._policy = Policy(Config(off_topic=OffTopicConfig(margin)))
        self._topics = {topic.id: topic for topic in topics}

    def suggested(self, text: str, channel: str, rooms: Sequence[str]) -> str | None:
        """Which room a post in `channel` is sent to, None if it is left alone."""
        memory = Memory.empty(self._policy.config)
        memory.topics.set_rooms("1", (Room(room, room, self._topics[room].text) for room in rooms))
        topic = self._topics[channel].text
        post = Post("9", "1", channel, channel, "7", "Anna", text, "", created_at=NOON, topic=topic)
        found = judge(post, self._model, self._policy, memory).findings
        summary = next((each.reason.summary for each in found if each.reason.label == "off_topic"), None)
        return summary and next((room for room in rooms if summary.endswith(f"#{room}.")), None)


def main() -> None:
    parser = argparse.ArgumentParser(description="Count the bot's suggestions of other channels.")
    parser.add_argument("--split", choices=("train", "test"), default="test", help="default: %(default)s")
    parser.add_argument("--rooms", type=int, default=8, help="channels of a server (default: %(default)s)")
    parser.add_argument("--margin", type=float, default=OffTopicConfig().margin, help="default: %(default)s")
    given = parser.parse_args()
    topics = [topic for topic in load_topics().values() if topic.split == given.split]
    ids = {topic.id for topic in topics}
    lines = (SEEDS / "comments.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["topic"] in ids and row["off_topic"] == 0]
    server, draw = Server(topics, given.margin), random.Random(1)

    at_home: list[bool] = []
    astray: list[str | None] = []
    for row in rows:
        others = draw.sample(sorted(ids - {row["topic"]}), min(given.rooms, len(ids)) - 1)
        rooms = [row["topic"], *others]
        at_home.append(server.suggested(row["text"], row["topic"], rooms) is None)
        found = server.suggested(row["text"], others[0], rooms)
        astray.append(None if found is None else "right" if found == row["topic"] else "another")
    print(f"{given.split} comments, {given.rooms} rooms, margin {given.margin}")
    for name, count in (
        ("on topic, and sent elsewhere", at_home.count(False)),
        ("astray, and sent where they belong", astray.count("right")),
        ("astray, and sent elsewhere", astray.count("another")),
    ):
        low, high = wilson(count, len(rows))
        print(f"{name:<36} {count:>5} of {len(rows):,} ({count / len(rows):.2%}; {low:.2%} to {high:.2%})")


if __name__ == "__main__":
    main()

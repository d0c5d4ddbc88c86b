"""The discussion that the demo plays: our own comments of the test split, in the order of their thread."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.topics import SEEDS, Topic, load_topics

TOPIC = "paris-summit"


@dataclass(frozen=True, slots=True)
class ThreadPost:
    """One post: who writes it, what it says, and what it truly is."""

    author: str
    text: str
    labels: frozenset[str]


def load_thread(seeds: Path = SEEDS) -> tuple[Topic, list[ThreadPost]]:
    """The topic and its thread. Raises BadInput where seeds/ is missing, as in an installed wheel."""
    topic = load_topics(seeds)[TOPIC]
    rows = [json.loads(line) for line in (seeds / "comments.jsonl").read_text("utf-8").splitlines()]
    thread = [row for row in rows if row["topic"] == TOPIC and "thread" in row]
    if not thread:
        raise BadInput("has no thread to play", where=str(seeds), mend="run the demo from a clone of tactful")
    posts = [
        ThreadPost(_display_name(row["voice"]), row["text"], frozenset(name for name in NAMES if row[name]))
        for row in sorted(thread, key=lambda row: int(row["thread"]))
    ]
    return topic, posts


def _display_name(voice: str) -> str:
    """What a voice is called in the channel: `thread-night-shift` becomes “Night Shift”."""
    return voice.removeprefix("thread-").replace("-", " ").title()

"""The demo's thread is our own test comments in their order, or one line where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.demo.thread import TOPIC, load_thread
from classifier.errors import BadInput
from classifier.labels import NAMES
from classifier.training.topics import SEEDS


def test_the_thread_is_of_the_test_split_and_has_every_kind_of_post() -> None:
    topic, posts = load_thread()
    assert (topic.id, topic.split) == (TOPIC, "test")
    rows = [json.loads(line) for line in (SEEDS / "comments.jsonl").read_text("utf-8").splitlines()]
    held_out = {row["text"] for row in rows if row["split"] == "test"}
    assert all(post.text in held_out for post in posts)
    assert set(NAMES) - {"threat", "identity_attack"} <= {label for post in posts for label in post.labels}
    assert any(not post.labels for post in posts)


def test_voices_become_names() -> None:
    _, posts = load_thread()
    assert all(
        post.author and post.author == post.author.title() and "-" not in post.author for post in posts
    )


def test_without_seeds_one_line_says_to_run_from_a_clone(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="clone of tactful"):
        load_thread(tmp_path)

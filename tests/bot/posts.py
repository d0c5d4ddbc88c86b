"""Posts for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.post import Post

_POST = Post(
    id="1001",
    guild_id="1",
    channel_id="10",
    channel_name="general",
    author_id="42",
    author_name="Tristan",
    text="",
    jump_url="https://discord.com/channels/1/10/1001",
    created_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
)


def make_post(text: str = "you idiot", **changes: Any) -> Post:
    """A post by a person in a watched channel; keyword arguments change what matters to the test."""
    return replace(_POST, text=text, **changes)

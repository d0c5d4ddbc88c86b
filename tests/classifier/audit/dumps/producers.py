"""The dumps in ../fixtures, and what a reader makes of them, for the tests of producers' formats."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dump_rows import plain, stream

from classifier.audit.dumps.formats import format_named
from classifier.audit.dumps.rows import Fields

FIXTURES = Path(__file__).parents[1] / "fixtures"

#: The dumps, their format, and how many rows each has.
DUMPS = {
    "discord.json": ("discord", 12),
    "discord_thread.json": ("discord", 1),
    "discord.csv": ("discord-csv", 3),
    "RC_2024-05.jsonl": ("reddit", 4),
    "RS_2024-05.jsonl": ("reddit", 3),
    "disqus.xml": ("disqus", 3),
    "wordpress.xml": ("wordpress", 3),
    "hackernews_items.jsonl": ("hackernews", 5),
    "hackernews_hits.json": ("hackernews", 2),
    "hackernews_tree.json": ("hackernews", 4),
    "youtube_threads.json": ("youtube", 3),
    "youtube_comments.json": ("youtube", 2),
    "coral.jsonl": ("coral", 3),
    "talk.jsonl": ("coral", 1),
    "discourse_topic.json": ("discourse", 4),
    "discourse_posts.json": ("discourse", 2),
    "discourse_user_archive.csv": ("discourse-csv", 2),
}


def content(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def rows(kind: str, dump: bytes | str, **named: Any) -> list[dict[str, Any]]:
    """The rows that a format's reader gives, with the fields that the user has named."""
    module = format_named(kind)
    data = dump.encode() if isinstance(dump, str) else dump
    return plain(module.read(stream(data), Fields(**named).over(module.DEFAULTS)))


def rows_of(name: str, **named: Any) -> list[dict[str, Any]]:
    return rows(DUMPS[name][0], content(name), **named)


def column(found: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in found]


def at(text: str) -> datetime:
    """A time of the first of May 2024, in UTC."""
    return datetime.fromisoformat(f"2024-05-01T{text}").replace(tzinfo=UTC)

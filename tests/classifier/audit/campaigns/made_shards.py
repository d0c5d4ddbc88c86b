"""Shards in memory, made of posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pyarrow as pa

from classifier.audit.campaigns import sketch_batch
from classifier.audit.dumps.rows import schema

START = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Post(NamedTuple):
    """One row; `minute` counts from START."""

    text: str | None
    author: str | None = None
    channel: str | None = None
    minute: float | None = None
    by_bot: bool = False


@dataclass(frozen=True)
class MadeShard:
    """A table that is asked for columns as a shard is."""

    table: pa.Table

    def columns(self, names: Sequence[str]) -> pa.Table:
        return self.table.select(list(names))


def shard(posts: Sequence[Post]) -> MadeShard:
    """One shard of these rows, through the schema of every dump."""
    rows = [
        {
            "row": number,
            "text": post.text,
            "author": post.author,
            "channel": post.channel,
            "time": None if post.minute is None else START + timedelta(minutes=post.minute),
            "by_bot": post.by_bot,
            "error": None if post.text is not None else "unreadable",
        }
        for number, post in enumerate(posts)
    ]
    batch = pa.RecordBatch.from_pylist(rows, schema=schema())
    columns = {name: batch.column(name) for name in ("author", "channel", "time")}
    sketches = sketch_batch(batch)
    return MadeShard(pa.table(columns | dict(zip(sketches.schema.names, sketches.columns, strict=True))))


def shards(posts: Sequence[Post], size: int = 100) -> list[MadeShard]:
    """Shards of so many rows."""
    return [shard(posts[start : start + size]) for start in range(0, len(posts), size)] or [shard([])]

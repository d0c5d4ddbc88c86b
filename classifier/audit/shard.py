"""Shards: what is known of one group of rows, kept on disk until the audit is whole.

A shard is an Arrow IPC file named TASK-GROUP.arrow. Its columns are the scored rows (`SHARD`), whatever
sketch the search for campaigns takes of each, and its footer has a summary. It appears under its name whole
or not at all.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa

from classifier.audit.groups import PartEnd
from classifier.errors import EnvironmentFailed
from classifier.labels import NAMES

#: Of a text so many characters are kept until the end.
LONGEST_TEXT = 32_000

#: `part` and `row` as in `dumps/rows.py`; `flags` and `abstained` have a bit for each label, in their order.
SHARD = pa.schema(
    [
        ("part", pa.int32()),
        ("row", pa.int64()),
        ("line", pa.int64()),
        ("id", pa.string()),
        *((name, pa.float32()) for name in NAMES),
        ("flags", pa.uint32()),
        ("abstained", pa.uint32()),
        ("author", pa.string()),
        ("channel", pa.string()),
        ("thread", pa.string()),
        ("parent", pa.string()),
        ("time", pa.timestamp("us", "UTC")),
        ("by_bot", pa.bool_()),
        ("error", pa.string()),
        ("text", pa.large_string()),
    ]
)

_NAME = re.compile(r"(\d{6,})-(\d{6,})\.arrow")
_SUMMARY = b"summary"
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Summary:
    """What the footer says. `flagged` counts rows with any flag, `taken` the bytes of the input behind them;
    `ends` are the parts that end here, `last` says whether the task does; `tally` is for the report."""

    rows: int
    flagged: int
    taken: int
    ends: tuple[PartEnd, ...]
    last: bool
    tally: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard on disk."""

    path: Path
    task: int
    group: int

    def summary(self) -> Summary:
        """What the footer says."""
        with pa.memory_map(str(self.path)) as source:
            told = json.loads(pa.ipc.open_file(source).metadata[_SUMMARY])
        ends = tuple(PartEnd(*end) for end in told.pop("ends"))
        return Summary(ends=ends, **told)

    def columns(self, names: Sequence[str]) -> pa.Table:
        """Some of its columns; the others are not read."""
        with pa.memory_map(str(self.path)) as source:
            schema = pa.ipc.open_file(source).schema
            wanted = pa.ipc.IpcReadOptions(included_fields=[schema.get_field_index(name) for name in names])
            return pa.ipc.open_file(source, options=wanted).read_all().select(list(names))


def shard_path(folder: Path, task: int, group: int) -> Path:
    """Where the shard of a group is, or will be."""
    return folder / f"{task:06}-{group:06}.arrow"


def shards_in(folder: Path) -> Iterator[Shard]:
    """The shards there are, in the order of the input."""
    found = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    shards = [Shard(path, int(match[1]), int(match[2])) for path, match in found if match]
    yield from sorted(shards, key=lambda shard: (shard.task, shard.group))


def write_shard(path: Path, rows: pa.Table, summary: Summary) -> None:
    """Write a shard so that a crash at any moment leaves the whole file or none.

    Two machines may write the same one: the file under way has a name that no other has. Raises
    EnvironmentFailed where it can't be written.
    """
    told = {field.name: getattr(summary, field.name) for field in fields(summary)}
    footer = {_SUMMARY: json.dumps(told).encode()}
    under_way = path.with_name(f"{uuid4().hex}{_UNFINISHED}")
    try:
        # Not compressed: that would take as long as all else that is done for a row but scoring it.
        with under_way.open("wb", buffering=0) as out:
            with pa.ipc.new_file(out, rows.schema, metadata=footer) as file:
                file.write_table(rows)
            os.fsync(out.fileno())
        under_way.replace(path)
    except BaseException as error:
        with suppress(OSError):
            under_way.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise EnvironmentFailed(
                f"cannot be written: {error.strerror or error}",
                where=str(path.parent),
                mend="make room or mend the disk, then go on with --resume",
            ) from error
        raise


def remove_unfinished(folder: Path) -> None:
    """Remove what a crash left half written, and shards that are not whole after a power cut."""
    for path in folder.glob(f"*{_UNFINISHED}"):
        path.unlink(missing_ok=True)
    for shard in shards_in(folder):
        try:
            shard.summary()
        except (pa.ArrowException, OSError, ValueError, KeyError, TypeError):
            shard.path.unlink(missing_ok=True)

"""Groups of rows: what is scored together and kept in one shard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from classifier.audit.dumps.reading import read_part
from classifier.audit.dumps.rows import BATCH_ROWS
from classifier.audit.plan import Task

if TYPE_CHECKING:
    import pyarrow as pa

#: A group ends with the batch that reaches either: enough to make a shard worth its while, little enough that
#: a stop waits no longer than a moment and little is done twice after a crash.
GROUP_ROWS = 65_536
GROUP_BYTES = 64 * 1024 * 1024


class PartEnd(NamedTuple):
    """What is known once a part is read: its number in the plan, its rows, its lines, its format, and why it
    could not be read to its end."""

    part: int
    rows: int
    lines: int
    format: str
    damage: str | None


@dataclass(slots=True)
class Group:
    """Batches of rows in order, each with its part's number in the plan; the parts that end in it.

    `number` counts within the task, `last` says that no other follows. `taken` is how many bytes of the input
    were read for it.
    """

    number: int
    batches: list[tuple[int, pa.RecordBatch]] = field(default_factory=list)
    ends: list[PartEnd] = field(default_factory=list)
    last: bool = False
    taken: int = 0

    @property
    def rows(self) -> int:
        return sum(batch.num_rows for _, batch in self.batches)

    @property
    def _full(self) -> bool:
        return self.rows >= GROUP_ROWS or sum(batch.nbytes for _, batch in self.batches) >= GROUP_BYTES


def groups(task: Task) -> Iterator[Group]:
    """Read a task's parts. The same task always gives the same groups, at least one."""
    group = Group(0)
    for number, part in enumerate(task.parts, task.first):
        reading = read_part(part, BATCH_ROWS)
        before = 0
        for batch in reading:
            if group._full:
                yield group
                group = Group(group.number + 1)
            group.batches.append((number, batch))
            group.taken += reading.bytes - before
            before = reading.bytes
        end = PartEnd(number, reading.rows, reading.lines, reading.format, reading.damage)
        group.ends.append(end)
        group.taken += reading.bytes - before
    group.last = True
    yield group

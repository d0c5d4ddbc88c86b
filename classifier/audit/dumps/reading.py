"""Reading a part of a dump, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from classifier.audit.dumps.batches import batches
from classifier.audit.dumps.formats import Grouped, format_named
from classifier.audit.dumps.opening import Opened, opened_part
from classifier.audit.dumps.recognising import found_out
from classifier.audit.dumps.rows import BATCH_ROWS, Part, Row
from classifier.audit.dumps.storage import Missing
from classifier.audit.dumps.unpacking import Damaged
from classifier.errors import EnvironmentFailed


class Reading(Iterator[pa.RecordBatch]):
    """The batches of a part, and how much of it has been read so far.

    `rows` are those of the batches given, `bytes` those fetched from the file as it is stored. `lines` are
    those of a part whose unit is "bytes" once there are no more batches, blank ones and all; else 0. `damage`
    says why nothing could be read from some place on.
    """

    def __init__(self, part: Part, rows: int = BATCH_ROWS) -> None:
        self.part = part
        self.rows = 0
        self.damage: str | None = None
        self._opened: Opened | None = None
        self._batches = batches(self._items(), rows)

    @property
    def format(self) -> str:
        """The part's format; "" while it has still to be found out."""
        return self.part.format

    @property
    def bytes(self) -> int:
        return self._opened.stored.taken if self._opened else 0

    @property
    def lines(self) -> int:
        return self._opened.lines.count if self._opened and self._opened.lines else 0

    def __next__(self) -> pa.RecordBatch:
        batch = next(self._batches)
        self.rows += batch.num_rows
        return batch

    def _items(self) -> Iterator[Row | pa.RecordBatch]:
        try:
            with opened_part(self.part) as self._opened:
                self.part, stream = found_out(self.part, self._opened.stream)
                yield from self._read(stream)
        except Missing as error:  # it was there when the plan was made
            mend = "put it back and go on with --resume"
            raise EnvironmentFailed("is not there any more", where=self.part.path, mend=mend) from error
        except Damaged as damage:
            self.damage = str(damage)
            yield Row(error=f"from here on nothing could be read: {damage}")

    def _read(self, stream: BinaryIO) -> Iterator[Row | pa.RecordBatch]:
        part, module = self.part, format_named(self.part.format)
        if part.unit == "groups" and isinstance(module, Grouped):
            return module.read_groups(stream, part.fields, part.start, part.stop)
        return module.read(stream, part.fields)


def read_part(part: Part, rows: int = BATCH_ROWS) -> Reading:
    """Read a part in batches of so many rows. Damage to compressed data becomes one last error row.

    Raises BadInput where it can't be opened, EnvironmentFailed where the system or the network fails, once
    what was read by then has been given.
    """
    return Reading(part, rows)

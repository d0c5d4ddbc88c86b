"""What every reader gives: rows as Arrow record batches of one schema, whatever the dump looked like."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

#: A row's line, or its text, may be this long in bytes; a longer one becomes an error row.
LONGEST_LINE = 1024 * 1024

#: A batch ends at this many rows, or sooner once its strings are as long as `BATCH_BYTES` together.
#: Both are counted from the beginning of the part, so the same part always gives the same batches.
BATCH_ROWS = 16_384
BATCH_BYTES = 64 * 1024 * 1024

#: A field by its name, or several names: the first that a row has something in.
Names = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a dump is which; None leaves it to the format's own DEFAULTS.

    A dotted name reaches into an object: "author.name". `delimiter` is what stands between the fields of a
    CSV file, found by itself if None.
    """

    text: Names = None
    topic: Names = None
    author: Names = None
    time: Names = None
    channel: Names = None
    thread: Names = None
    parent: Names = None
    id: Names = None
    delimiter: str | None = None

    def over(self, defaults: Fields) -> Fields:
        """These, and where there is none, the format's own.

        >>> Fields(text="body").over(Fields(text="content", author="user")).author
        'user'
        """
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(defaults, **{name: value for name, value in given.items() if value is not None})


class Row(NamedTuple):
    """One row as a reader that goes row by row gives it.

    `text` is None if and only if `error` says why the row could not be read, and the mend. `id` may be a
    string or a number; anything else counts as none. `time` is as the dump has it: `times.py` reads it.
    `line` counts from 1 in the decompressed file, for whoever goes to look.
    """

    text: str | None = None
    id: object = None
    topic: str | None = None
    author: str | None = None
    channel: str | None = None
    thread: str | None = None
    parent: str | None = None
    time: object = None
    by_bot: bool = False
    error: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker reads at a time: a whole file, or a piece of one. Small, and can be pickled.

    `start` and `stop` count in `unit`: "bytes" of an uncompressed file of lines (a line belongs to the part
    that its first byte is in), or "groups" of rows as Parquet and Arrow files have them. `stop` None is the
    file's end. A part knows nothing of the parts before it: the `row` and `line` of its batches count from
    its own beginning. `Reading.rows` and `Reading.lines` of the earlier parts of the same `source` have to be
    added. An empty `format` is found when the part is read.
    """

    path: str
    format: str
    fields: Fields = Fields()
    encoding: str | None = None
    member: str | None = None
    unit: Literal["file", "bytes", "groups"] = "file"
    start: int = 0
    stop: int | None = None
    location: str | None = None

    @property
    def source(self) -> str:
        """The file as a person would name it; a member of a zip archive as archive.zip/member."""
        return self.path if self.member is None else f"{self.path}/{self.member}"


def schema() -> pa.Schema:
    """The schema of every batch.

    row           from 0 within the part
    line          from 1 within the part, where a person finds the row; null for formats without lines
    id            the row's own, as text; null if it has none: its number within the file stands in
    id_is_number  whether `id` was a number; null for a string that UTF-8 can't hold, which has its lone
                  surrogates written as \\udc80
    text          null if and only if `error` is not
    topic, author, channel, thread, parent   null where there is none; never empty
    time          UTC; null where there is none or it can't be read
    by_bot        whether a bot or a webhook wrote it
    error         why the row could not be read, and the mend
    """
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("row", pa.int64(), nullable=False),
            pa.field("line", pa.int64()),
            pa.field("id", pa.string()),
            pa.field("id_is_number", pa.bool_()),
            pa.field("text", pa.large_string()),
            pa.field("topic", pa.string()),
            pa.field("author", pa.string()),
            pa.field("channel", pa.string()),
            pa.field("thread", pa.string()),
            pa.field("parent", pa.string()),
            pa.field("time", pa.timestamp("us", "UTC")),
            pa.field("by_bot", pa.bool_(), nullable=False),
            pa.field("error", pa.string()),
        ]
    )

"""The formats there are, and what each of them has to be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast, runtime_checkable

from classifier.audit.dumps.rows import Fields, Row
from classifier.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa


class Format(Protocol):
    """A module that reads one format. CONTRIBUTING.md says how to add one."""

    NAME: str  # what --from takes
    TITLE: str  # one line that --list-formats prints and the documentation has
    ENDINGS: tuple[str, ...]  # such as (".jsonl",), lower case; those of compression come on top
    DEFAULTS: Fields  # which of its fields is which; None where there is none
    EXAMPLE: str  # a few lines of such a file for the documentation; a test reads it

    @staticmethod
    def looks_like(start: bytes) -> bool:
        """Whether a file that begins so (up to 64 KB, decompressed, UTF-8) is surely of this format."""

    @staticmethod
    def read(stream: BinaryIO, fields: Fields) -> Iterator[Row | pa.RecordBatch]:
        """The rows, in order: one by one, or in batches of the schema `batches.UNNUMBERED`.

        The stream is decompressed, UTF-8 (with or without a byte order mark), buffered, and can't be rewound.
        `fields` has the DEFAULTS in it where the user named no other. A broken row becomes a `Row` with an
        error; an error that the stream itself raises (damage, the system's) passes through.
        """


@runtime_checkable
class Chosen(Protocol):
    """A format whose fields have whatever names the writer gave them; `usual.py` chooses among them."""

    @staticmethod
    def field_names(stream: BinaryIO, delimiter: str | None) -> list[str]:
        """The names in the file that begins so. It may be cut off anywhere."""


@runtime_checkable
class Grouped(Protocol):
    """A format whose rows come in groups that can be read alone."""

    @staticmethod
    def group_bytes(stream: BinaryIO) -> list[int]:
        """How long each group is. The stream can be rewound, here and below."""

    @staticmethod
    def read_groups(
        stream: BinaryIO, fields: Fields, start: int, stop: int | None
    ) -> Iterator[Row | pa.RecordBatch]:
        """The rows of some of the groups, as `read` gives them."""


#: To add a format: write a module beside this one and list it here. Modules are imported when used, since
#: pyarrow alone takes as long to load as scoring a thousand comments. The later ones are tried first when a
#: file's content is looked at: a producer's own format may well be JSON or CSV, too.
FORMATS: dict[str, str] = {
    "jsonl": "json_lines",
    "csv": "csv_rows",
    "parquet": "parquet_rows",
    "text": "plain_lines",
    "json": "json_array",
    "arrow": "arrow_rows",
    "discord": "discord_json",
    "discord-csv": "discord_csv",
    "reddit": "reddit",
    "disqus": "disqus",
    "wordpress": "wordpress",
    "hackernews": "hacker_news",
    "youtube": "youtube",
    "coral": "coral",
    "discourse": "discourse",
    "discourse-csv": "discourse_csv",
}

#: Formats of one row a line, of which a piece can be read alone.
SPLIT_BY_LINES = ("jsonl", "text", "reddit")


def format_named(name: str) -> Format:
    """The module of a format. Raises BadInput for a name that is not in `FORMATS`."""
    if name not in FORMATS:
        raise BadInput(f"no format {name!r}", mend=f"--from takes {', '.join(FORMATS)}")
    return cast(Format, import_module(f"classifier.audit.dumps.{FORMATS[name]}"))


def list_formats() -> str:
    """A line for each format, for people."""
    width = max(map(len, FORMATS))
    modules = [format_named(name) for name in FORMATS]
    return "\n".join(f"{module.NAME:<{width}}  {module.TITLE}" for module in modules)

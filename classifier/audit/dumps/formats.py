"""The formats there are, and which one a file is in: by how it begins, else by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from io import BufferedReader
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from classifier.audit.dumps.record import Fields as OldFields
from classifier.audit.dumps.record import Record
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


#: To add a format: write a module beside this one and list it here. Modules are imported when used, since
#: pyarrow alone takes as long to load as scoring a thousand comments. The later ones are tried first: a
#: producer's own format may well be JSON or CSV, too.
FORMATS: dict[str, str] = {}


def format_named(name: str) -> Format:
    """The module of a format. Raises BadInput for a name that is not in `FORMATS`."""
    if name not in FORMATS:
        raise BadInput(f"no format {name!r}", mend=f"--from takes {', '.join(FORMATS)}")
    return cast(Format, import_module(f"classifier.audit.dumps.{FORMATS[name]}"))


Reader = Callable[[BufferedReader, OldFields], Iterator[Record]]

READERS = {
    "jsonl": "json_lines",
    "csv": "csv_rows",
    "parquet": "parquet_rows",
    "text": "plain_lines",
}

_ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".txt": "text",
}
_COMPRESSED = (".gz", ".zst")


def reader(name: str) -> Reader:
    """The reader of a format. Raises BadInput for a name that is not in `READERS`."""
    if name not in READERS:
        raise BadInput(f"no format {name!r}", mend=f"--from takes {', '.join(READERS)}")
    found: Reader = import_module(f"classifier.audit.dumps.{READERS[name]}").read
    return found


def guess(name: str, stream: BufferedReader) -> str:
    """The format of a file, given its name and its (decompressed) stream, of which nothing is consumed."""
    path = PurePath(name)
    ending = path.with_suffix("").suffix if path.suffix in _COMPRESSED else path.suffix
    start = stream.peek(64)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "jsonl"
    return _ENDINGS.get(ending.lower(), "text")

"""The formats there are, and which one a file is in: by its name, else by how it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from io import BufferedReader
from pathlib import PurePath

from classifier.audit.dumps.record import Fields, Record
from classifier.errors import BadInput

Reader = Callable[[BufferedReader, Fields], Iterator[Record]]

#: To add a format: write a module with `read(stream, fields)` beside this one and list it here. Modules are
#: imported when used, since pyarrow alone takes as long to load as scoring a thousand comments.
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

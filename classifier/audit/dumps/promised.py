"""A dump read as `tactful score` promises: the fields that are named, or text, topic, context and id."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

import pyarrow as pa

from classifier.audit.dumps.batches import batches
from classifier.audit.dumps.formats import Chosen, format_named
from classifier.audit.dumps.recognising import from_legacy, recognise
from classifier.audit.dumps.rows import Fields

_PROMISED = Fields(text="text", topic=("topic", "context"), id="id")


def promised_batches(
    name: str, stream: BufferedReader, kind: str | None, fields: Fields, rows: int
) -> Iterator[pa.RecordBatch]:
    """The rows of a whole file in batches of so many. `kind` is a name in `formats.FORMATS`, None to find it.

    Damage to compressed data is raised once what came before it has been given.
    """
    kind = kind or recognise(name, stream.peek()) or "text"
    module = format_named(kind)
    defaults = _PROMISED if isinstance(module, Chosen) else module.DEFAULTS
    return batches(module.read(from_legacy(kind, stream), fields.over(defaults)), rows)

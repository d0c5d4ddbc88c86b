"""What a user asks of an audit."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from classifier.audit.dumps.rows import Fields
from classifier.errors import BadInput

Engine = Literal["local", "dask"]


@dataclass(frozen=True, slots=True)
class Request:
    """The sources to audit, the folder that the results go to, and how.

    `kind` is the sources' format, and `fields` says which of their fields is which; both are found by
    themselves if not given. `topic_text` is the topic of comments without one of their own; `model` None is
    the default one. `checked` is a filled-in sample.csv. `workers` are threads, or processes of a local Dask
    cluster.
    """

    sources: Sequence[str]
    output: Path
    kind: str | None = None
    fields: Fields = field(default_factory=Fields)
    encoding: str | None = None
    topic_text: str | None = None
    model: Path | None = None
    show_authors: bool = False
    checked: Path | None = None
    resume: bool = False
    overwrite: bool = False
    workers: int | None = None
    engine: Engine = "local"
    scheduler: str | None = None

    def reading(self) -> dict[str, Any]:
        """What decides what is read, and under which topic, as the manifest has it."""
        return {
            "from": self.kind,
            "encoding": self.encoding,
            "fields": {name: value for name, value in asdict(self.fields).items() if value is not None},
            "topic_text": self.topic_text,
        }

    def configuration(self) -> dict[str, Any]:
        """All that decides what the results say, but for the input and the model."""
        return {
            **self.reading(),
            "show_authors": self.show_authors,
            "checked_sha256": _hash(self.checked) if self.checked else None,
        }

    @property
    def threads(self) -> int:
        """How many workers there are to be: as many as cores that this process may use, if nobody said."""
        return self.workers or usable_cores()


def usable_cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path), mend="check the name") from error

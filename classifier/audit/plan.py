"""What an audit is to do: the same plan for every engine, and after every interruption."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from classifier.audit.dumps.rows import Part
from classifier.audit.dumps.sources import find
from classifier.audit.inputs import Input, look_at
from classifier.audit.request import Request
from classifier.model import DEFAULT

#: Small files are read in one task, up to so many bytes together: a shard for each would cost more than it.
TASK_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """Parts that one worker reads, one after the other. `first` is the number of its first part in the
    plan."""

    number: int
    first: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """How comments are scored. `model` is a model file whose digest is `digest`; `topic_text` stands in where
    a comment has no topic of its own."""

    model: Path
    digest: str
    topic_text: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts to read, in order, the files that they are of, and how they are scored."""

    parts: tuple[Part, ...]
    inputs: tuple[Input, ...]
    scoring: Scoring

    def tasks(self) -> list[Task]:
        """The parts, in tasks of about equal size. Depends on nothing but the parts and the files' sizes."""
        sizes = {given.path: given.size for given in self.inputs}
        pieces = Counter(part.path for part in self.parts)
        tasks: list[Task] = []
        held: list[Part] = []
        weight = 0
        for number, part in enumerate(self.parts):
            # The pieces of a file, or the members of an archive, are taken to be of one size.
            size = (sizes[part.path] or TASK_BYTES) // pieces[part.path]
            if held and weight + size > TASK_BYTES:
                tasks.append(Task(len(tasks), number - len(held), tuple(held)))
                held, weight = [], 0
            held.append(part)
            weight += size
        if held:
            tasks.append(Task(len(tasks), len(self.parts) - len(held), tuple(held)))
        return tasks

    @property
    def size(self) -> int | None:
        """Bytes to read, None if not all files say how large they are."""
        sizes = [given.size for given in self.inputs]
        return None if None in sizes else sum(size or 0 for size in sizes)


def make_plan(request: Request, digest: str) -> tuple[Plan, Sequence[str]]:
    """What there is to read, with the model of this digest. Also returns the files that look like no dump."""
    found = find(
        request.sources,
        request.fields,
        kind=request.kind,
        encoding=request.encoding,
        leave_out=request.output,
    )
    inputs = tuple(look_at(path) for path in dict.fromkeys(part.path for part in found.parts))
    scoring = Scoring((request.model or DEFAULT).absolute(), digest, request.topic_text)
    return Plan(tuple(found.parts), inputs, scoring), found.passed_over


def facts_of(plan: Plan, request: Request) -> dict[str, Any]:
    """What must be the same for shards to hold, each under the word that an error calls it by."""
    parts = json.dumps([asdict(part) for part in plan.parts]).encode()
    return {
        "version of tactful": version("tactful"),
        "model": plan.scoring.digest,
        "options": request.reading(),
        "sources": [asdict(given) for given in plan.inputs],
        "parts": hashlib.sha256(parts).hexdigest(),
    }

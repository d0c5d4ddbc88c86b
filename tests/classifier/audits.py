"""Audits as a user runs them, whole or cut off, in small groups so that little input makes many shards."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
from collections.abc import Callable, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

#: What stands in DIR after an audit, but for the manifest.
FILES = ("results.parquet", "flagged.csv", "report.html", "sample.csv", ".facts.json")

#: Rows of a batch and of a group, bytes of a task: of these files a real audit would make one shard.
SMALL = {"BATCH_ROWS": 40, "GROUP_ROWS": 80, "TASK_BYTES": 8_000}

_WORDS = (
    *("idiot", "moron", "village", "please", "fuck", "nitro"),
    *("owls", "parish", "bridge", "council", "morning", "thank", "you", "are", "the", "and"),
)

# Everything that takes long to import is imported once; each audit is then a process that starts at once.
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    [
        "classifier.audit.audit",
        "classifier.cli.audit",
        "classifier.kernel",
        "classifier.sketches.sketch",
        "matplotlib.backends.backend_svg",
        "nltk.collocations",
    ]
)


def comments(path: Path, rows: int, seed: int = 0) -> Path:
    """A JSON Lines file of made-up comments, some of them broken, some hostile, some copies."""
    drawn = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            text = " ".join(drawn.choices(_WORDS, k=drawn.randrange(1, 12)))
            row = {"id": f"{path.stem}-{number}", "text": text, "author": f"member{drawn.randrange(20)}"}
            row |= {"channel": f"room{drawn.randrange(4)}", "timestamp": 1_700_000_000 + 600 * number}
            file.write("{broken\n" if number % 97 == 13 else json.dumps(row) + "\n")
    return path


def dumps(folder: Path, files: int = 4, rows: int = 300) -> Path:
    """A folder of such files."""
    folder.mkdir()
    for number in range(files):
        comments(folder / f"{number}.jsonl", rows, number)
    return folder


def start(
    *arguments: str | Path, err: Path | None = None, before: Callable[[], None] | None = None
) -> ForkServerProcess:
    """Begin `tactful audit` in a process of its own, with small groups; `before` is called in it first."""
    given = ["audit", *map(str, arguments)]
    process = _SERVER.Process(target=_run, args=(given, err, before))
    process.start()
    return process


def end(process: ForkServerProcess) -> int:
    """Wait for its exit status."""
    process.join(60)
    assert process.exitcode is not None, "it hangs"
    return process.exitcode


def contents(folder: Path) -> dict[str, Any]:
    """The bytes of every file of an audit, and its manifest without the times."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    del manifest["times"]
    return {name: (folder / name).read_bytes() for name in FILES} | {"manifest": manifest}


def _run(arguments: Sequence[str], err: Path | None, before: Callable[[], None] | None) -> None:
    from classifier.audit import groups, plan
    from classifier.cli.main import main

    target = os.open(err or os.devnull, os.O_WRONLY | os.O_CREAT)
    os.dup2(target, sys.stderr.fileno())
    groups.BATCH_ROWS, groups.GROUP_ROWS = SMALL["BATCH_ROWS"], SMALL["GROUP_ROWS"]
    plan.TASK_BYTES = SMALL["TASK_BYTES"]
    if before:
        before()
    sys.exit(main(arguments))

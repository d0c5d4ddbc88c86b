"""Who scores the same comments in memory, on one core: we, and what an auditor could take instead."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.audit.measured import REPOSITORY, Measured
from benchmarks.model_card.learnt import learnt_rows
from benchmarks.model_card.peers.ask import FASTTEXT, MODULES, Peers

#: The slow ones get the first of the comments.
MOST = {"better_profanity": 5_000, "scikit-learn": 50_000}


def in_memory(parquet: Path, corpora: Path, peers: Path) -> Iterator[Measured]:
    """Each contender that is there."""
    texts = pq.read_table(parquet, columns=["text"])["text"]
    yield from _own("tactful", texts, parquet.parent)
    yield from _own("scikit-learn", texts, parquet.parent)
    for name in MODULES:
        learnt = learnt_rows(corpora) if name == FASTTEXT else None
        few = texts.slice(0, MOST.get(name, len(texts)))
        answer = Peers(peers).ask(name, few.to_pylist(), learnt)
        if answer is None:
            sys.stderr.write(f"{name} is not there: `make .peers/installed` with CORPORA brings it\n")
        else:
            yield Measured(name, len(few), _bytes(few), answer.wall, answer.seconds, answer.peak)


def _own(name: str, texts: pa.ChunkedArray, folder: Path) -> Iterator[Measured]:
    """Our contenders, in a process each; what is remembered makes later rounds quicker."""
    few = texts.slice(0, MOST.get(name, len(texts)))
    path = folder / f"texts-{name}.parquet"
    pq.write_table(pa.table({"text": few}), path)
    program: Sequence[str] = (sys.executable, "-m", "benchmarks.audit.one", name, str(path))
    told = json.loads(subprocess.run(program, cwd=REPOSITORY, capture_output=True, check=True).stdout)
    path.unlink()
    for number, taken in enumerate(told["rounds"]):
        title = f"{name}, once more" if number else name
        yield Measured(title, len(few), _bytes(few), taken["wall"], taken["cpu"], told["peak"])


def _bytes(texts: pa.ChunkedArray) -> int:
    return int(pc.sum(pc.binary_length(texts)).as_py())

"""How a peer's process answers: texts from a JSON file, scores into a .npy file, what it took on stdout."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

Score = Callable[[list[str]], Sequence[float]]


def answer(score: Score) -> None:
    """Score the texts in the file named first and write float64 of shape (texts,) to the one named second.

    Prints how many seconds of the processor and of the clock the scoring took, and the peak of memory.
    """
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    started, begun = time.process_time(), time.perf_counter()
    scores = score(texts)
    seconds, wall = time.process_time() - started, time.perf_counter() - begun
    np.save(sys.argv[2], np.asarray(scores, dtype=np.float64))
    sys.stdout.write(json.dumps({"seconds": seconds, "wall": wall, "peak": peak_memory()}))


def peak_memory() -> int:
    """The most memory that this program has had, in bytes. What the system counts for a process (ru_maxrss)
    begins with that of the process which started it."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))

"""How a peer's process answers: texts from a JSON file, scores into a .npy file, its seconds on stdout."""

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

    Prints how many seconds of the processor the scoring took.
    """
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    started = time.process_time()
    scores = score(texts)
    seconds = time.process_time() - started
    np.save(sys.argv[2], np.asarray(scores, dtype=np.float64))
    sys.stdout.write(json.dumps({"seconds": seconds}))

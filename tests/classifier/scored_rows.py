"""Batches of rows beside scores, made at random or by hand, for the tests of what is counted and reported."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from classifier.audit.dumps.rows import schema
from classifier.audit.tally import Tally, tally_batch
from classifier.labels import NAMES
from classifier.model import Model

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

THRESHOLDS = np.full(len(NAMES), 0.8)

_ABSENT = dict.fromkeys(schema().names) | {"by_bot": False}


def batch_of(rows: list[dict[str, Any]], first: int = 0) -> pa.RecordBatch:
    """A batch of these rows; what a row does not say is null. Rows are numbered from `first`."""
    filled = [
        _ABSENT | {"row": first + number, "line": first + number + 1} | row for number, row in enumerate(rows)
    ]
    return pa.RecordBatch.from_pylist(filled, schema())


def random_rows(n: int, seed: int = 0, first: int = 0) -> tuple[pa.RecordBatch, Floats, Flags]:
    """Rows of every kind: some not read, some without author, time or channel, a few texts twice."""
    random = np.random.default_rng(seed)
    read = random.random(n) > 0.03
    rows = [
        {
            "id": f"id{first + number}",
            "text": f"comment {random.integers(0, n)} {'x' * int(random.integers(0, 300))}" if ok else None,
            "author": f"author{random.zipf(1.5) % 5000}" if random.random() > 0.1 else None,
            "channel": f"channel{random.integers(0, 9)}" if random.random() > 0.1 else None,
            "thread": f"thread{random.integers(0, 4000)}" if random.random() > 0.1 else None,
            "topic": f"topic{random.integers(0, 30)}" if random.random() > 0.5 else None,
            "time": int(random.integers(1_600_000_000, 1_660_000_000)) * 1_000_000
            if random.random() > 0.1
            else None,
            "by_bot": bool(random.random() < 0.1),
            "error": None if ok else f"line {number} is no JSON; mend it",
        }
        for number, ok in enumerate(read)
    ]
    scores = random.beta(0.4, 2.0, (n, len(NAMES)))
    scores[random.random(n) < 0.4, NAMES.index("off_topic")] = np.nan
    scores[~read] = np.nan
    english = random.random(n) > 0.05
    flags = (np.nan_to_num(scores) >= THRESHOLDS) & english[:, None]
    return batch_of(rows, first), scores, flags


def tally_of(batch: pa.RecordBatch, scores: Floats, flags: Flags, part: int = 0) -> Tally:
    """The tally of one batch at `THRESHOLDS`."""
    return tally_batch(batch, scores, flags, thresholds=THRESHOLDS, part=part)


def tally_by(model: Model, rows: list[dict[str, Any]], topic: str | None = None, part: int = 0) -> Tally:
    """The tally of these rows as a model scores and flags them."""
    batch = batch_of(rows)
    texts = batch.column("text").to_pylist()
    topics = [own or topic for own in batch.column("topic").to_pylist()]
    scores = model.score(texts, topics)
    thresholds = np.array([model.thresholds[name] for name in NAMES])
    flags = np.zeros(scores.shape, dtype=bool)
    for number, text in enumerate(texts):
        if text is not None:
            flagged, _ = model.flagged(model.named(scores[number]), text)
            flags[number] = [name in flagged for name in NAMES]
    return tally_batch(batch, scores, flags, thresholds=thresholds, part=part)

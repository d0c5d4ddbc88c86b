"""Every row of a dump, scored, in order, none dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from classifier.model import Model
from classifier.verdict import Verdict

#: So many rows are scored together: few, so that who reads a pipe need not wait long.
BATCH_ROWS = 512

_ESCAPED = re.compile(r"\\u(d[89a-f][0-9a-f]{2})")


def score_batches(
    model: Model, batches: Iterable[pa.RecordBatch], *, topic: str | None, explain: bool
) -> Iterator[dict[str, Any]]:
    """One JSON object for each row of batches of the schema in `dumps/rows.py`. `topic` stands in where a
    row has none of its own."""
    for batch in batches:
        rows = batch.to_pylist()
        topics = [row["topic"] or topic for row in rows]
        scores = model.score([row["text"] for row in rows], topics if any(topics) else None)
        for row, numbers, about in zip(rows, scores, topics, strict=True):
            if row["text"] is None:
                yield {"id": _id(row), "error": row["error"]}
            else:
                yield {"id": _id(row), **_result(model, row["text"], numbers, about, explain)}


def _id(row: dict[str, Any]) -> Any:
    """The row's own id in the type that it had in the dump, or else the row's number."""
    if row["id"] is None:
        return row["row"]
    if row["id_is_number"]:
        return json.loads(row["id"])
    if row["id_is_number"] is None:
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), row["id"])
    return row["id"]


def _result(
    model: Model, text: str, numbers: npt.NDArray[np.float64], topic: str | None, explain: bool
) -> dict[str, Any]:
    scores = model.named(numbers)
    flagged, abstained = model.flagged(scores, text)
    result: dict[str, Any] = Verdict(scores, flagged, abstained=abstained).to_json()
    if explain:
        reasons = model.check(text, topic).reasons if flagged else ()
        result["reasons"] = [reason.to_json() for reason in reasons]
    return result

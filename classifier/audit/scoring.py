"""Every row of a comment file, scored, in order, none dropped."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.audit.dumps.record import Record
from classifier.errors import TactfulError
from classifier.model import Model
from classifier.verdict import Verdict

_BATCH_ROWS = 512


def score_records(
    model: Model, records: Iterable[Record], *, topic: str | None, explain: bool
) -> Iterator[dict[str, Any]]:
    """One JSON object for each record. `topic` stands in where a record has none of its own."""
    for batch in _batches(records):
        topics = [record.topic or topic for record in batch]
        scores = model.score([record.text for record in batch], topics)
        for record, row, about in zip(batch, scores, topics, strict=True):
            yield _error(record) if record.text is None else _result(model, record, row, about, explain)


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Records in batches. What was read of a damaged file before its damage is given out as well."""
    batch: list[Record] = []
    try:
        for record in records:
            batch.append(record)
            if len(batch) == _BATCH_ROWS:
                yield batch
                batch = []
    except (TactfulError, OSError, EOFError, zlib.error):
        yield batch
        raise
    if batch:
        yield batch


def _error(record: Record) -> dict[str, Any]:
    return {"id": record.id, "error": record.error}


def _result(
    model: Model, record: Record, row: npt.NDArray[np.float64], topic: str | None, explain: bool
) -> dict[str, Any]:
    scores = model.named(row)
    flagged, abstained = model.flagged(scores, record.text or "")
    result: dict[str, Any] = {"id": record.id, **Verdict(scores, flagged, abstained=abstained).to_json()}
    if explain:
        reasons = model.check(record.text or "", topic).reasons if flagged else ()
        result["reasons"] = [reason.to_json() for reason in reasons]
    return result

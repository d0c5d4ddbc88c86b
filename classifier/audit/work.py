"""One group of rows, scored and put on disk: what every engine does, here or on another machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.audit.campaigns import SKETCH_COLUMNS, sketch_batch
from classifier.audit.dumps.rows import schema
from classifier.audit.groups import Group
from classifier.audit.plan import Scoring
from classifier.audit.shard import LONGEST_TEXT, SHARD, Summary, shard_path, write_shard
from classifier.audit.tally import empty, tally_batch
from classifier.errors import EnvironmentFailed
from classifier.labels import NAMES
from classifier.model import Model, load

if TYPE_CHECKING:
    import pyarrow as pa

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_BITS = np.uint32(1) << np.arange(len(NAMES), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Done:
    """What a group came to: its rows, those with any flag, and the bytes of the input behind them."""

    rows: int = 0
    flagged: int = 0
    taken: int = 0

    def __add__(self, other: Done) -> Done:
        return Done(self.rows + other.rows, self.flagged + other.flagged, self.taken + other.taken)


class Scorer:
    """Scores groups and writes a shard of each into `folder`. Several threads may use one at once."""

    def __init__(self, scoring: Scoring, folder: Path) -> None:
        self._model = model_of(scoring)
        self._topic = scoring.topic_text
        self._folder = folder
        self._thresholds = np.array([self._model.thresholds[name] for name in NAMES])

    def score(self, task: int, group: Group) -> Done:
        """Score a group and write its shard."""
        import pyarrow as pa

        tally = empty(self._thresholds)
        scored = []
        for part, batch in _by_part(group):
            scores, flags = self._judge(batch)
            tally.merge(tally_batch(batch, scores, flags, thresholds=self._thresholds, part=part))
            columns = self._columns(part, batch, scores, flags) + sketch_batch(batch).columns
            scored.append(pa.Table.from_arrays(columns, names=[*SHARD.names, *SKETCH_COLUMNS]))
        rows = pa.concat_tables(scored).combine_chunks()
        done = Done(rows.num_rows, tally.totals.flagged_rows, group.taken)
        summary = Summary(done.rows, done.flagged, done.taken, tuple(group.ends), group.last, tally.to_json())
        write_shard(shard_path(self._folder, task, group.number), rows, summary)
        return done

    def _judge(self, batch: pa.RecordBatch) -> tuple[Floats, Flags]:
        """Scores and flags of a batch, each of shape (rows, labels)."""
        import pyarrow.compute as pc

        topics = batch.column("topic")
        if self._topic is not None:
            topics = pc.fill_null(topics, self._topic)
        texts = batch.column("text")
        scores = self._model.score(texts, None if topics.null_count == len(topics) else topics)
        return scores, self._model.flags(scores, texts)

    def _columns(self, part: int, batch: pa.RecordBatch, scores: Floats, flags: Flags) -> list[pa.Array]:
        """The columns of `SHARD`."""
        import pyarrow as pa

        reached = scores >= self._thresholds  # NaN is not
        narrow = scores.astype(np.float32)
        made = {
            "part": np.full(batch.num_rows, part),
            "flags": flags @ _BITS,
            "abstained": (reached & ~flags) @ _BITS,
            "text": _cut(batch.column("text")),
            **{name: pa.array(narrow[:, column], from_pandas=True) for column, name in enumerate(NAMES)},
        }
        return [
            pa.array(made[field.name], field.type) if field.name in made else batch.column(field.name)
            for field in SHARD
        ]


def _by_part(group: Group) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of each part in one batch: what is done for each batch is done less often so. A group without
    rows has one batch without rows."""
    import pyarrow as pa

    for part, batches in groupby(group.batches, key=itemgetter(0)):
        rows = pa.Table.from_batches([batch for _, batch in batches]).combine_chunks()
        yield from ((part, batch) for batch in rows.to_batches())
    if not group.batches:
        yield 0, pa.RecordBatch.from_pylist([], schema())


def _cut(texts: pa.Array) -> pa.Array:
    """Texts no longer than a shard keeps them. Most batches have none to cut."""
    import pyarrow.compute as pc

    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    return texts if longest <= LONGEST_TEXT else pc.utf8_slice_codeunits(texts, 0, LONGEST_TEXT)


@lru_cache(maxsize=1)
def model_of(scoring: Scoring) -> Model:
    """The model of a plan, loaded once in each process. Raises EnvironmentFailed if it is another by now."""
    model = load(scoring.model)
    if model.digest != scoring.digest:
        raise EnvironmentFailed(
            f"is another model ({model.digest[:12]}) than the audit began with",
            where=str(scoring.model),
            mend="put that back, or audit anew with --overwrite",
        )
    return model

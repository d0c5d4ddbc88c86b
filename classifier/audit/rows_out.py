"""The rows of a shard as the results have them: numbered within their file, with their flags named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.collected import Collected
from classifier.audit.stopping import check_stop
from classifier.labels import NAMES

_BITS = np.uint32(1) << np.arange(len(NAMES), dtype=np.uint32)
_LABELS = pa.array(NAMES)


class RowsOut:
    """The shards' rows, shard by shard. Raises Interrupted between two of them once `stop` is set."""

    def __init__(self, collected: Collected, stop: Event) -> None:
        self._stop = stop
        self._shards = collected.shards
        places = collected.places
        self._sources = pa.array([place.source for place in places], pa.string())
        self._rows_before = np.array([place.rows_before for place in places], dtype=np.int64)
        self._lines_before = np.array([place.lines_before for place in places], dtype=np.int64)

    def tables(self, names: Sequence[str], *, flagged_only: bool = False) -> Iterator[pa.Table]:
        """Columns of each shard: `names` as in `shard.SHARD`, and `source` for the file."""
        wanted = list(dict.fromkeys(["part", "row", "flags", *(name for name in names if name != "source")]))
        for shard in self._shards:
            check_stop(self._stop)
            table = shard.columns(wanted)
            if flagged_only:
                table = table.filter(pc.not_equal(table["flags"], 0))
            made = self._made(table.combine_chunks())
            yield pa.table({name: made[name] if name in made else table[name] for name in names})

    def _made(self, table: pa.Table) -> dict[str, pa.Array]:
        """The columns that are not as they stand in the shard."""
        parts = table["part"].to_numpy()
        rows = pa.array(table["row"].to_numpy() + self._rows_before[parts])
        made = {"source": self._sources.take(pa.array(parts)), "row": rows}
        for name in table.column_names:
            if name == "line":
                made[name] = pc.add(table[name], pa.array(self._lines_before[parts]))
            elif name == "id":
                made[name] = pc.coalesce(table[name], rows.cast(pa.string()))
            elif name in ("flags", "abstained"):
                made[name] = named_flags(table[name].to_numpy())
        return made


def named_flags(bits: npt.NDArray[np.uint32]) -> pa.ListArray:
    """The labels of each row, one bit for each label, as lists of their names."""
    rows, labels = np.nonzero(bits[:, None] & _BITS)
    ends = np.cumsum(np.bincount(rows, minlength=len(bits)))
    offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
    return pa.ListArray.from_arrays(offsets, _LABELS.take(pa.array(labels)))

"""sample.csv: rows drawn at random for a person to label, to tell how well the flags hold in this dump.

Neither scores nor flags are in it, and the rows are shuffled: whoever labels them shall not know what the
model said.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from classifier.audit.cells import safe_cells
from classifier.audit.places import Place
from classifier.audit.tally import Tally
from classifier.audit.tally.hashes import mix
from classifier.labels import NAMES
from classifier.wholefile import writing

#: What says which row it is, then what a person judges it by. The labels' columns follow, empty.
PLACE_COLUMNS = ("source", "row")
SHOWN_COLUMNS = ("id", "channel", "topic", "text")


def write_sample(path: Path, tally: Tally, places: Sequence[Place]) -> None:
    """Write the rows to check, in random order, with an empty column for each label.

    `places` has one entry for each part of the plan.
    Raises EnvironmentFailed where the file can't be written.
    """
    rows = sampled(tally)
    columns = {
        "source": safe_cells(pa.array([places[row["part"]].source for row in rows], pa.string())),
        "row": pa.array([places[row["part"]].row(row["row"]) for row in rows]),
        **{name: safe_cells(pa.array([row[name] for row in rows], pa.string())) for name in SHOWN_COLUMNS},
    }
    text = io.StringIO()
    written = csv.writer(text)
    written.writerow([*columns, *NAMES])
    told = [column.to_pylist() for column in columns.values()]
    written.writerows([*row, *[""] * len(NAMES)] for row in zip(*told, strict=True))
    with writing(path) as file:
        file.write(text.getvalue().encode("utf-8-sig"))  # without the mark Excel takes it for Latin-1


def sampled(tally: Tally) -> list[dict[str, Any]]:
    """The sampled rows in the order of sample.csv, which tells nothing of their strata."""
    rows: list[dict[str, Any]] = tally.strata.sample.rows.to_pylist()
    order = np.argsort(mix(mix(tally.strata.sample.rows["key"].to_numpy())), kind="stable")
    return [rows[place] for place in order]

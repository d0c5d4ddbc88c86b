"""How a threshold on the Perspective API's scores translates, learnt from comments that it has scored.

The map is equipercentile linking, as tests of different difficulty are linked (Kolen and Brennan, Test
Equating, Scaling, and Linking, chapter 2): the new threshold is the one at which as many of the sample's
comments are flagged as by the old one. It is monotone by construction, and says nothing of whether the same
comments are flagged; `both` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from classifier.errors import BadInput
from classifier.model import Model
from classifier.serve.attributes import find
from classifier.serve.limits import COMMENT_BYTES
from classifier.training.intervals import Interval, Z, wilson

if TYPE_CHECKING:
    import pyarrow as pa

Floats = npt.NDArray[np.float64]

THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
#: Fewer comments than these can't place a threshold: in all, and above it.
FEWEST_COMMENTS, FEWEST_FLAGGED = 100, 10
_TEXT = ("text", "comment_text", "comment")


@dataclass(frozen=True, slots=True)
class Translation:
    """What becomes of one threshold. `flagged` of the sample's comments reach `old`, and as many reach `new`,
    whose 95 % interval is that of an order statistic. `both` is the share that reach both."""

    old: float
    flagged: int
    new: float
    interval: Interval
    both: float
    both_interval: Interval


@dataclass(frozen=True, slots=True)
class Calibration:
    """One attribute's translations, and how alike the two order the comments (Spearman)."""

    attribute: str
    comments: int
    rank_correlation: float
    translations: tuple[Translation, ...]


def calibrate(model: Model, path: Path) -> Iterator[Calibration]:
    """Translate the thresholds of every attribute that the file has scores of. Raises BadInput."""
    from scipy.stats import spearmanr

    table = _read(path)
    texts, columns = _columns(table, path)
    rows = model.score(texts).tolist()
    for name, column in columns.items():
        attribute = find(name)
        assert attribute is not None  # noqa: S101  # _columns has none but these
        ours = np.array([attribute.score(row) for row in rows])
        theirs = np.array(table.column(column).to_pylist(), dtype=np.float64)
        told = ~np.isnan(ours) & ~np.isnan(theirs)
        ours, theirs = ours[told], theirs[told]
        if len(ours) < FEWEST_COMMENTS:
            raise BadInput(
                f"has {len(ours)} comments with a score of {name}",
                where=str(path),
                mend=f"{FEWEST_COMMENTS} are needed, and some thousands are better",
            )
        translations = tuple(filter(None, (translate(ours, theirs, old) for old in THRESHOLDS)))
        yield Calibration(name, len(ours), float(spearmanr(ours, theirs).statistic), translations)


def translate(ours: Floats, theirs: Floats, old: float) -> Translation | None:
    """Translate one threshold; None where too few comments reach it.

    >>> grades = np.linspace(0, 1, 1000)
    >>> round(translate(grades / 2, grades, 0.8).new, 2)
    0.4
    """
    reached = theirs >= old
    flagged = int(reached.sum())
    if flagged < FEWEST_FLAGGED:
        return None
    falling = np.sort(ours)[::-1]
    new = float(falling[flagged - 1])
    margin = Z * np.sqrt(flagged * (1 - flagged / len(ours)))
    ranks = np.clip(np.array([flagged + margin, flagged - margin]).round(), 1, len(ours)).astype(int)
    both = int((reached & (ours >= new)).sum())
    low, high = (float(falling[rank - 1]) for rank in ranks)
    return Translation(old, flagged, new, (low, high), both / flagged, wilson(both, flagged))


def _read(path: Path) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv, json

    try:
        if ".jsonl" in path.suffixes or ".json" in path.suffixes:
            return json.read_json(path)
        return csv.read_csv(path, parse_options=csv.ParseOptions(newlines_in_values=True))
    except (OSError, pa.ArrowException) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            f"cannot be read: {reason}", where=str(path), mend="name a UTF-8 CSV or JSON Lines file"
        ) from error


def _columns(table: pa.Table, path: Path) -> tuple[list[str | None], dict[str, str]]:
    """The texts, None for those that would be refused, and by each attribute's name its column."""
    text = next((name for name in _TEXT if name in table.column_names), None)
    columns = {name.partition("@")[0]: name for name in reversed(table.column_names) if find(name)}
    columns = {name: column for name, column in columns.items() if not _needs_context(name)}
    if text is None or not columns:
        raise BadInput(
            "lacks a column `text`"
            if text is None
            else "has no column named for an attribute, such as TOXICITY",
            where=str(path),
            mend="see tactful serve --help",
        )
    for name in columns.values():
        if not _is_number(table, name):
            raise BadInput(
                f"the column {name} is not of numbers", where=str(path), mend="leave unknown scores empty"
            )
    return [_taken(value) for value in table.column(text).to_pylist()], columns


def _needs_context(name: str) -> bool:
    attribute = find(name)
    return attribute is None or attribute.needs_context


def _is_number(table: pa.Table, name: str) -> bool:
    import pyarrow as pa

    kind = table.schema.field(name).type
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_null(kind))


def _taken(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value.encode()) <= COMMENT_BYTES else None

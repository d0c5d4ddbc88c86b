"""Counts by name, where there are too many names to keep."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from scored_rows import THRESHOLDS, random_rows

from classifier.audit.tally import groups as of_groups
from classifier.audit.tally.groups import Groups
from classifier.audit.tally.scored import Scored


def with_threads(names: list[str | None], seed: int) -> Scored:
    batch, scores, flags = random_rows(len(names), seed)
    column = pa.array(names, pa.string())
    return Scored(
        batch.set_column(batch.schema.get_field_index("thread"), batch.schema.field("thread"), column),
        scores,
        flags,
        THRESHOLDS,
        0,
    )


def test_no_count_is_off_by_more_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_groups, "MOST", 64)
    monkeypatch.setattr(of_groups, "KEPT", 32)
    random = np.random.default_rng(0)
    rows: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    total: Groups | None = None
    for seed in range(20):
        names = [f"t{random.zipf(1.3) % 1000}" for _ in range(400)]
        scored = with_threads(list(names), seed)
        rows.update(names)
        flagged.update(name for name, flag in zip(names, scored.flagged, strict=True) if flag)
        found = Groups.of(scored, "thread")
        if total is None:
            total = found
        else:
            total.merge(found)
    assert total is not None
    kept = total.worst()
    assert len(kept) <= 64
    assert total.missing[1] > 0
    for name, counts in kept:
        assert 0 <= rows[name] - counts[0] <= total.missing[0]
        assert 0 <= flagged[name] - counts[1] <= total.missing[1]
    worst = flagged.most_common(1)[0]
    assert worst[1] > total.missing[1]
    assert worst[0] in dict(kept)
    assert sum(counts[0] for _, counts in kept) + total.others[0] == sum(rows.values())


def test_names_without_end_are_cut_and_counted_as_one() -> None:
    long = "x" * 500
    groups = Groups.of(with_threads([long, long + "y", None], 0), "thread")
    [(name, counts)] = groups.worst()
    assert name == "x" * of_groups.LONGEST_NAME
    assert counts[0] == 2


def test_a_dump_that_names_nothing_has_no_groups() -> None:
    groups = Groups.of(with_threads([None] * 5, 0), "thread")
    assert groups.worst() == []
    assert Groups.from_json(json.loads(json.dumps(groups.to_json()))).worst() == []

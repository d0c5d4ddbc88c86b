"""The sum of a dump: the same whatever the pieces, small whatever the dump, and right."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from scored_rows import THRESHOLDS, random_rows, tally_of

from classifier.audit.tally import Tally, empty
from classifier.audit.tally import standouts as standing
from classifier.audit.tally.days import DAYS
from classifier.audit.tally.strata import FAR, NEAR, POLICY, STRATA
from classifier.labels import NAMES

ROWS = 3_000

Rows = tuple[pa.RecordBatch, np.ndarray, np.ndarray]


def as_text(tally: Tally) -> str:
    return json.dumps(tally.to_json())


@pytest.fixture(scope="module")
def rows() -> Rows:
    return random_rows(ROWS)


@pytest.fixture(scope="module")
def tally(rows: Rows) -> Tally:
    return tally_of(*rows)


def pieces(rows: Rows, bounds: list[int]) -> list[Tally]:
    batch, scores, flags = rows
    return [
        tally_of(batch.slice(start, stop - start), scores[start:stop], flags[start:stop])
        for start, stop in pairwise([0, *bounds, ROWS])
    ]


@pytest.mark.parametrize("bounds", [[1], [1500], [700, 701, 2000], [500, 1000, 1500, 2000, 2500]])
def test_pieces_together_are_the_whole(rows: Rows, tally: Tally, bounds: list[int]) -> None:
    merged = empty(THRESHOLDS)
    for piece in pieces(rows, bounds):
        merged.merge(piece)
    assert equal(merged, tally)


def test_how_the_pieces_are_gathered_makes_no_difference(
    rows: Rows,
) -> None:
    def four() -> list[Tally]:
        return pieces(rows, [500, 1200, 2200])

    one_by_one, by_twos, through_json = four(), four(), four()
    left = one_by_one[0].merge(one_by_one[1]).merge(one_by_one[2]).merge(one_by_one[3])
    right = by_twos[0].merge(by_twos[1]).merge(by_twos[2].merge(by_twos[3]))
    saved = empty(THRESHOLDS)
    for piece in through_json:
        saved.merge(Tally.from_json(json.loads(as_text(piece))))
    assert equal(left, right)
    assert equal(left, saved)


def equal(one: Tally, other: Tally) -> bool:
    """Whether two tallies say the same. Names are in the order they came in, which pieces may change."""
    for column, groups in one.groups.items():
        same = [(name, counts.tolist()) for name, counts in groups.worst()]
        if same != [(name, counts.tolist()) for name, counts in other.groups[column].worst()]:
            return False
    told = [{**tally.to_json(), "groups": None} for tally in (one, other)]
    return json.dumps(told[0]) == json.dumps(told[1])


def test_json_gives_back_the_same(tally: Tally) -> None:
    assert as_text(Tally.from_json(json.loads(as_text(tally)))) == as_text(tally)


def test_totals(rows: Rows, tally: Tally) -> None:
    batch, scores, flags = rows
    assert tally.totals.rows == ROWS
    assert tally.totals.unread == batch.column("error").is_valid().to_pylist().count(True)
    assert tally.totals.by_bots == batch.column("by_bot").to_pylist().count(True)
    assert tally.totals.flagged_rows == sum(any(row) for row in flags.tolist())
    for label in range(len(NAMES)):
        told = [score for score in scores[:, label].tolist() if score == score]
        assert tally.totals.scored[label] == len(told)
        assert tally.totals.flagged[label] == flags[:, label].tolist().count(True)
        reached = sum(score >= THRESHOLDS[label] for score in told)
        assert tally.totals.abstained[label] == reached - tally.totals.flagged[label]
    assert sum(tally.totals.abstained) > 0


def test_spread(rows: Rows, tally: Tally) -> None:
    batch, scores, _ = rows
    for label in range(len(NAMES)):
        told = scores[:, label][~np.isnan(scores[:, label])]
        assert tally.spread.scores[label].tolist() == np.histogram(told, 200, (0, 1))[0].tolist()
    assert tally.spread.lengths.sum() == ROWS - tally.totals.unread
    shortest = sum(len(text) < 10 for text in batch.column("text").to_pylist() if text is not None)
    assert tally.spread.lengths[0] == shortest


def test_days(rows: Rows, tally: Tally) -> None:
    batch, _, flags = rows
    times = batch.column("time").to_pylist()
    days = Counter((time.date() - time.date().replace(1970, 1, 1)).days for time in times if time)
    assert dict(zip(tally.days.days.tolist(), tally.days.counts[:, 0].tolist(), strict=True)) == days
    assert tally.days.untimed == times.count(None)
    timed = [flag for flag, time in zip(flags[:, 0].tolist(), times, strict=True) if time]
    assert tally.days.counts[:, 1].sum() == timed.count(True)


def test_times_out_of_this_world_are_counted_apart() -> None:
    batch, scores, flags = random_rows(4)
    times = pa.array([-1, 2**62, DAYS * 86_400_000_000, 0]).cast(pa.timestamp("us", "UTC"))
    batch = batch.set_column(batch.schema.get_field_index("time"), batch.schema.field("time"), times)
    days = tally_of(batch, scores, flags).days
    assert days.days.tolist() == [0]
    assert days.untimed == 3


@pytest.mark.parametrize("column", ["channel", "thread", "topic", "author"])
def test_groups(rows: Rows, tally: Tally, column: str) -> None:
    batch, _, flags = rows
    names = batch.column(column).to_pylist()
    found = tally.groups[column].worst()
    assert {name: int(counts[0]) for name, counts in found} == Counter(name for name in names if name)
    spam = Counter(
        name for name, flag in zip(names, flags[:, NAMES.index("spam")], strict=True) if name and flag
    )
    assert {name: int(counts[2 + NAMES.index("spam")]) for name, counts in found if name in spam} == spam
    flagged = [int(counts[1]) for _, counts in found]
    assert flagged == sorted(flagged, reverse=True)


def test_authors(rows: Rows, tally: Tally) -> None:
    names = [name for name in rows[0].column("author").to_pylist() if name]
    assert tally.authors.known == len(names)
    assert tally.authors.everyone.estimate() == pytest.approx(len(set(names)), rel=0.05)
    assert tally.authors.flagged.estimate() < tally.authors.everyone.estimate()


def test_the_highest_scores_stand_out(rows: Rows, tally: Tally) -> None:
    _, scores, flags = rows
    for label in range(len(NAMES)):
        kept = tally.standouts.bin(label)
        flagged = np.flatnonzero(flags[:, label])
        best = flagged[np.argsort(-scores[flagged, label], kind="stable")][: standing.FLAGGED]
        assert [row["row"] for row in kept] == best.tolist()
        below = [row["scores"][label] for row in tally.standouts.bin(len(NAMES) + label)]
        assert len(below) == standing.BELOW
        assert all(0.5 * THRESHOLDS[label] <= score < THRESHOLDS[label] for score in below)


def test_of_texts_that_score_the_same_one_stands_out() -> None:
    batch, scores, flags = random_rows(200)
    scores[:] = scores[np.flatnonzero(flags[:, 0])[0]]
    flags[:] = scores >= THRESHOLDS
    kept = tally_of(batch, scores, flags).standouts
    assert [row["row"] for row in kept.bin(0)] == [0]


def test_every_row_is_in_one_stratum(rows: Rows, tally: Tally) -> None:
    _, _, flags = rows
    sizes = tally.strata.sizes
    assert sizes[:, 0].sum() == ROWS - tally.totals.unread
    assert sizes[:, 1:].sum(axis=0).tolist() == flags.sum(axis=0).tolist()
    assert sizes[NEAR, 1:].sum() == sizes[FAR, 1:].sum() == 0
    for number, limit in enumerate(POLICY.limits):
        assert len(tally.strata.sample.bin(number)) == min(limit, sizes[number, 0])


def test_the_sample_of_a_stratum_is_drawn_evenly() -> None:
    tally = empty(THRESHOLDS)
    batch, scores, flags = random_rows(2_000)
    scores[:], flags[:] = 0.01, False
    for part in range(60):
        tally.merge(tally_of(batch, scores, flags, part))
    drawn = [(row["part"], row["row"]) for row in tally.strata.sample.bin(FAR)]
    assert len(set(drawn)) == POLICY.limits[FAR]
    thirds = Counter(part // 20 for part, _ in drawn)
    assert all(20 <= thirds[third] <= 62 for third in range(3))  # 40 expected, four standard deviations
    assert 700 < np.mean([row for _, row in drawn]) < 1300


def test_what_could_not_be_read_is_told_by_reason(tally: Tally) -> None:
    assert tally.unread.reasons == {"line … is no JSON; mend it": tally.totals.unread}
    assert len(tally.unread.first) == 20
    assert tally.unread.first[0].error.startswith("line ")


def test_a_tally_does_not_grow_with_the_dump() -> None:
    sizes = []
    tally = empty(THRESHOLDS)
    for part in range(24):
        tally.merge(tally_of(*random_rows(500, seed=part), part))
        sizes.append(len(as_text(tally)))
    assert sizes[-1] < 2_000_000
    without = [size - len(json.dumps(tally.groups["thread"].to_json())) for size in sizes[-6:]]
    assert max(without) < 1.2 * min(without)


def test_an_empty_dump_has_a_tally() -> None:
    tally = empty(THRESHOLDS)
    assert tally.totals.rows == 0
    assert as_text(Tally.from_json(json.loads(as_text(tally)))) == as_text(tally)
    assert len(STRATA) == len(tally.strata.sizes)

"""Times as dumps have them, read one by one and by columns alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.audit.dumps import columns
from classifier.audit.dumps.times import microseconds

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
SECONDS = int(NOON.timestamp())


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-01T12:00:00Z",
        "2024-05-01 12:00:00+00:00",
        "2024-05-01T14:00:00.000+02:00",
        "2024-05-01T12:00",
        "20240501T120000Z",
        " 2024-05-01T12:00:00Z ",
        SECONDS,
        SECONDS * 1000,
        SECONDS * 1_000_000,
        SECONDS * 1_000_000_000,
        float(SECONDS),
        str(SECONDS),
        f"{SECONDS}.0",
        str(SECONDS * 1000),
        NOON,
        NOON.astimezone(timezone(timedelta(hours=-7))),
        NOON.replace(tzinfo=None),
    ],
)
def test_a_time_is_read_however_it_is_written(value: object) -> None:
    assert microseconds(value) == SECONDS * 1_000_000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "2024-13-01",
        "1e9",
        "--1",
        "NaN",
        "١٢٣",
        None,
        True,
        [],
        float("nan"),
        float("inf"),
        10**30,
    ],
)
def test_what_is_no_time_is_none(value: object) -> None:
    assert microseconds(value) is None


def by_column(*arrays: pa.Array) -> list[datetime | None]:
    found = columns.times(arrays, len(arrays[0]))
    found.validate(full=True)
    listed: list[datetime | None] = found.to_pylist()
    return listed


def one_by_one(values: list[object]) -> list[datetime | None]:
    return pa.array([microseconds(value) for value in values], pa.timestamp("us", "UTC")).to_pylist()  # type: ignore[no-any-return]


WRITTEN = st.datetimes().map(str) | st.datetimes(timezones=st.just(UTC)).map(
    lambda moment: moment.isoformat()
)
TEXTS = WRITTEN | st.integers().map(str) | st.dates().map(str) | st.text(max_size=12) | st.none()


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3) | st.lists(WRITTEN, min_size=1))
def test_a_column_of_texts_is_read_like_each_of_them(values: list[object]) -> None:
    assert by_column(pa.array(values, pa.string())) == one_by_one([value or None for value in values])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.floats() | st.integers(-(10**19), 10**19).map(float) | st.none(), min_size=1))
def test_a_column_of_numbers_is_read_like_each_of_them(values: list[object]) -> None:
    assert by_column(pa.array(values, pa.float64())) == one_by_one(values)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(-(2**63), 2**63 - 1) | st.none(), min_size=1))
@example([10**17 - 1])  # as a float it is 10^17
def test_a_column_of_whole_numbers_is_read_like_each_of_them(values: list[object]) -> None:
    assert by_column(pa.array(values, pa.int64())) == one_by_one(values)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York"])
def test_columns_of_times_are_taken_as_they_are(unit: str, zone: str | None) -> None:
    assert by_column(pa.array([NOON, None], pa.timestamp(unit, zone))) == [NOON, None]


def test_columns_of_dates_are_their_beginnings() -> None:
    assert by_column(pa.array([date(2024, 5, 1)])) == [NOON.replace(hour=0)]


def test_a_later_column_stands_in_for_an_empty_one() -> None:
    first = pa.array(["", None, "2024-05-01T12:00:00Z", "soon"])
    assert by_column(first, pa.array([SECONDS] * 4)) == [NOON, NOON, NOON, None]


def test_columns_of_anything_else_are_no_times() -> None:
    assert by_column(pa.array([True, None])) == [None, None]
    assert by_column(pa.array([[1], None])) == [None, None]

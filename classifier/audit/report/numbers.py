"""Numbers as the report writes them."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from classifier.training.intervals import Interval

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

NONE = "–"

#: Per cent, on the line of its number.
UNIT = "\u00a0%"


def whole(number: int) -> str:
    """A count with commas.

    >>> whole(1234567)
    '1,234,567'
    """
    return f"{number:,}"


def percent(share: float | None) -> str:
    """A share as a percentage, with two digits that mean something.

    >>> [percent(share).replace(UNIT, " %") for share in (0.01234, 0.0, 0.5, 0.00001234)]
    ['1.2 %', '0 %', '50 %', '0.0012 %']
    """
    if share is None or math.isnan(share):
        return NONE
    return f"{_digits(100 * share)}{UNIT}"


def percents(interval: Interval | None) -> str:
    """Both ends of an interval of shares.

    >>> percents((0.0012, 0.034)).replace(UNIT, " %")
    '0.12 to 3.4 %'
    """
    if interval is None:
        return NONE
    low, high = (_digits(100 * end) for end in interval)
    return f"{low} to {high}{UNIT}"


def score(value: float | None) -> str:
    """A score or a threshold.

    >>> score(0.974)
    '.97'
    """
    if value is None or math.isnan(value):
        return NONE
    return f"{value:.2f}".removeprefix("0")


def moment(microseconds: int | None) -> str:
    """A time since 1970 to the minute, in UTC; a time that no calendar has as nothing."""
    told = _datetime(microseconds)
    return told.strftime("%Y-%m-%d %H:%M") if told else NONE


def day(number: int) -> str:
    """A day since 1970.

    >>> day(19723)
    '2024-01-01'
    """
    return (_EPOCH + timedelta(days=number)).strftime("%Y-%m-%d")


def _datetime(microseconds: int | None) -> datetime | None:
    if microseconds is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        return None


def _digits(value: float) -> str:
    if value == 0:
        return "0"
    places = max(0, 1 - math.floor(math.log10(abs(value))))
    text = f"{value:.{min(places, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text and places > 1 else text

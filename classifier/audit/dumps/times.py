"""Times as dumps write them, to microseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: Numbers below the first are seconds since 1970 (until the year 5138), below the second milliseconds, below
#: the third microseconds, and others nanoseconds.
UNTIL = ((1e11, 1_000_000.0), (1e14, 1_000.0), (1e17, 1.0), (float("inf"), 0.001))

#: The years 1 and 9999: what other libraries can show as a date.
EARLIEST = -62_135_596_800_000_000
LATEST = 253_402_300_799_999_999


def microseconds(value: object) -> int | None:
    """Microseconds since 1970 in UTC, or None for what is no time.

    Takes ISO 8601, a number of seconds, milli-, micro- or nanoseconds since 1970 (its size tells which), also
    as a string, and datetime. A time without a zone is taken for UTC.

    >>> microseconds("2024-02-29T12:00:00+02:00") == microseconds(1709200800) == microseconds("1709200800000")
    True
    >>> microseconds("yesterday") is None
    True
    """
    if isinstance(value, str):
        return _from_text(value.strip())
    if isinstance(value, datetime):
        return _from_datetime(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    return None


def _from_text(text: str) -> int | None:
    try:
        # Eight digits would be a date in ISO 8601, but are a count of seconds in every dump that we know.
        return _from_number(float(text)) if _is_number(text) else _from_datetime(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.lstrip("-").replace(".", "", 1).isdigit()


def _from_datetime(moment: datetime) -> int | None:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    since = moment - _EPOCH
    return _within((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def _from_number(number: float) -> int | None:
    try:
        value = float(number)  # as Arrow takes whole columns of numbers
    except OverflowError:
        return None
    for limit, factor in UNTIL:
        if abs(value) < limit:
            return _within(round(value * factor))
    return None


def _within(micros: int) -> int | None:
    return micros if EARLIEST <= micros <= LATEST else None

"""One row of a comment file, as every reader gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: A row's text may be this long, in bytes of its line; a longer one becomes an error row.
LONGEST_LINE = 1024 * 1024

_TOPIC_FIELDS = ("topic", "context")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a row to read. Without `topic`, a field of that name or `context` is used."""

    text: str = "text"
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A comment, or why the row could not be read. `id` is the row's own or its number from 0."""

    id: str | int
    text: str | None = None
    topic: str | None = None
    error: str | None = None


def from_fields(row: Mapping[str, Any], number: int, fields: Fields) -> Record:
    """A record from a row with named fields; a missing or foreign value makes it an error record."""
    own = row.get("id")
    name = own if isinstance(own, str | int) and own != "" else number
    if fields.text not in row:
        return Record(name, error=f"no field {fields.text!r}; name the right one by --text")
    text = row[fields.text]
    if not isinstance(text, str):
        return Record(name, error=f"field {fields.text!r} is {_kind(text)}, not text")
    if _has_lone_surrogate(text):
        return Record(name, error=f"field {fields.text!r} is not valid Unicode")
    candidates = [row.get(field) for field in ([fields.topic] if fields.topic else _TOPIC_FIELDS)]
    topic = next((value for value in candidates if isinstance(value, str) and value), None)
    return Record(name, text, topic)


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    return "NaN" if value != value else type(value).__name__  # only NaN differs from itself


def _has_lone_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False

"""A row from an object with named fields, such as a line of JSON or of CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from classifier.audit.dumps.rows import Fields, Names, Row


def row_from(mapping: Mapping[str, Any], fields: Fields, line: int | None = None, **known: Any) -> Row:
    """The row that an object holds. A text that is missing or of another type makes it an error row.

    `known` is what the reader knows better than the object, such as `topic` or `by_bot`.

    >>> row_from({"body": "hello", "by": {"name": "ann"}}, Fields(text="body", author="by.name"), 3)[:4]
    ('hello', None, None, 'ann')
    """
    text = first(mapping, fields.text)
    error = None
    if not isinstance(text, str) or not is_utf8(text):
        text, error = None, _why_no_text(mapping, fields.text, text)
    row = Row(
        text,
        first(mapping, fields.id),
        words(mapping, fields.topic),
        words(mapping, fields.author),
        words(mapping, fields.channel),
        words(mapping, fields.thread),
        words(mapping, fields.parent),
        first(mapping, fields.time),
        error=error,
        line=line,
    )
    return row._replace(**known) if known else row


def first(mapping: Mapping[str, Any], names: Names) -> Any:
    """The value of the first of these fields that the object has something in, else "" or None."""
    if isinstance(names, str):
        return _reach(mapping, names)
    found = None
    for name in names or ():
        value = _reach(mapping, name)
        if value is not None and value != "":
            return value
        found = value if found is None else found
    return found


def words(mapping: Mapping[str, Any], names: Names) -> str | None:
    """The first of these fields that holds a name: a string, or a number as it is written."""
    if isinstance(names, str):
        return _word(_reach(mapping, names))
    for name in names or ():
        if (word := _word(_reach(mapping, name))) is not None:
            return word
    return None


def _word(value: object) -> str | None:
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def named_by(fields: Fields) -> list[str]:
    """Every name that one of the fields goes by, once."""
    roles = (fields.text, fields.topic, fields.author, fields.channel, fields.thread, fields.parent)
    return list(dict.fromkeys(name for role in (*roles, fields.id, fields.time) for name in listed(role)))


def listed(names: Names) -> tuple[str, ...]:
    if names is None:
        return ()
    return (names,) if isinstance(names, str) else names


def _reach(mapping: Mapping[str, Any], name: str) -> Any:
    """The value of a field, by its name as it stands or else as a path of names with dots between."""
    if name in mapping or "." not in name:
        return mapping.get(name)
    value: Any = mapping
    for step in name.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def _has(mapping: Mapping[str, Any], name: str) -> bool:
    if name in mapping or "." not in name:
        return name in mapping
    above, _, last = name.rpartition(".")
    holder = _reach(mapping, above)
    return isinstance(holder, Mapping) and last in holder


def _why_no_text(mapping: Mapping[str, Any], names: Names, text: object) -> str:
    there = [name for name in listed(names) if _has(mapping, name)]
    if not there:
        missing = (listed(names) or ("text",))[0]
        return f"no field {missing!r}; name the right one by --text"
    if isinstance(text, str):
        return f"field {there[0]!r} is not valid Unicode"
    return f"field {there[0]!r} is {_kind(text)}, not text"


def is_utf8(text: str) -> bool:
    """Whether UTF-8 can hold it: lone surrogates it can't."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    return "NaN" if value != value else type(value).__name__  # only NaN differs from itself

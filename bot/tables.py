"""TOML tables into typed dataclasses, with one clear line for whatever doesn't fit."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from classifier.errors import BadInput


def from_table(kind: type[Any], table: dict[str, Any], where: str, prefix: str = "") -> Any:
    """Build the dataclass `kind` from a TOML table.

    Fields are strings, booleans, numbers, string enums, dataclasses, or dictionaries of these; a dictionary
    whose field has `metadata["keys"]` takes no others. `where` is the file, `prefix` the table's dotted name.
    """
    hints = get_type_hints(kind)
    keys: dict[str, tuple[str, ...]] = {field.name: field.metadata.get("keys", ()) for field in fields(kind)}
    _refuse_unknown(table, tuple(hints), where, prefix)
    values = {}
    for key, value in table.items():
        values[key] = _value(hints[key], value, where, prefix + key)
        if keys[key]:
            _refuse_unknown(value, keys[key], where, f"{prefix}{key}.")
            # Entries are laid over the default ones, so that a file may change just one of them.
            values[key] = {**getattr(kind(), key), **values[key]}
    return kind(**values)


def _value(kind: Any, value: Any, where: str, name: str) -> Any:
    if get_origin(kind) is dict:
        inner = get_args(kind)[1]
        return {
            key: _value(inner, item, where, f"{name}.{key}")
            for key, item in _table(value, where, name).items()
        }
    if is_dataclass(kind) and isinstance(kind, type):
        return from_table(kind, _table(value, where, name), where, f"{name}.")
    if issubclass(kind, StrEnum):
        return _choice(kind, value, where, name)
    # To Python a boolean is an integer and an integer is no float; to whoever writes the file neither holds.
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise BadInput(f"{name} is {value!r}", where=where, mend=f"give a {_IN_WORDS[kind]}")
    return kind(value)


_IN_WORDS = {str: "text in quotes", bool: "true or false", int: "whole number", float: "number"}


def _choice(kind: type[StrEnum], value: Any, where: str, name: str) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        choices = ", ".join(f'"{choice}"' for choice in kind)
        raise BadInput(f"{name} is {value!r}", where=where, mend=f"use one of {choices}") from None


def _table(value: Any, where: str, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(f"{name} is {value!r}", where=where, mend=f"make it a section, [{name}]")
    return value


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], where: str, prefix: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise BadInput(
                f"unknown setting {prefix}{key}", where=where, mend=f"did you mean {prefix}{near}?"
            )

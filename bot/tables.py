"""TOML tables into typed dataclasses, with one clear line for whatever doesn't fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from classifier.errors import BadInput


def from_table(kind: type[Any], table: dict[str, Any], where: str, prefix: str = "") -> Any:
    """Build the dataclass `kind` from a TOML table.

    Fields are strings, booleans, numbers, string enums, dataclasses, or lists or dictionaries of these. What
    a field's metadata may say: `keys`, that a dictionary takes no others; `least` and `most`, between which a
    number must be. `where` is the file, `prefix` the table's dotted name.
    """
    hints = get_type_hints(kind)
    says = {field.name: field.metadata for field in fields(kind)}
    _refuse_unknown(table, tuple(hints), where, prefix)
    values = {}
    for key, value in table.items():
        values[key] = _value(hints[key], value, where, prefix + key)
        _refuse_outside(values[key], says[key], where, prefix + key)
        if known := says[key].get("keys"):
            _refuse_unknown(value, known, where, f"{prefix}{key}.")
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
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], item, where, name) for item in _list(value, where, name))
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


def _list(value: Any, where: str, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(f"{name} is {value!r}", where=where, mend="give a list in square brackets")
    return value


def _refuse_outside(value: Any, says: Mapping[str, Any], where: str, name: str) -> None:
    least, most = says.get("least"), says.get("most")
    if least is not None and value < least:
        raise BadInput(f"{name} is {value}", where=where, mend=f"give {least} or more")
    if most is not None and value > most:
        raise BadInput(f"{name} is {value}", where=where, mend=f"give {most} or less")


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], where: str, prefix: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise BadInput(
                f"unknown setting {prefix}{key}", where=where, mend=f"did you mean {prefix}{near}?"
            )

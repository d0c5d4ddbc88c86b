"""One JSON value from its bytes, or one line on what is wrong with it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import msgspec


def decode(text: bytes) -> tuple[Any, str | None]:
    """The value and None, or None and why it can't be read.

    >>> decode(b'{"a": 1}'), decode(b'{"a": NaN}')[1]
    (({'a': 1}, None), 'not valid JSON (NaN is no number there)')
    """
    try:
        return msgspec.json.decode(text), None
    except (ValueError, RecursionError):
        return _slowly(text)


def _slowly(text: bytes) -> tuple[Any, str | None]:
    """By the standard library, which takes half of a surrogate pair and says what is wrong."""
    try:
        return json.loads(text, parse_constant=_refuse), None
    except UnicodeDecodeError:
        return None, "not valid UTF-8; convert the file"
    except RecursionError:
        return None, "not valid JSON (nested too deeply)"
    except ValueError as error:
        return None, f"not valid JSON ({str(error).partition(': line')[0]})"


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number there")

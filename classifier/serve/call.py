"""What a handler is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from aiohttp import web

from classifier.serve.errors import invalid

JSON = "application/json; charset=UTF-8"

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose body is read. `caller` is the name that belongs to its key, empty without keys."""

    request: web.BaseRequest
    body: bytes
    caller: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    body: bytes
    media_type: str = JSON
    code: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Awaitable[Answer]]


def decoded(decoder: msgspec.json.Decoder[Asked], body: bytes) -> Asked:
    """The request that a body says. Raises ApiError 400 for what is none."""
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise invalid(f"Invalid JSON payload received: {error}") from error

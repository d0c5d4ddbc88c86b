"""JSON that is one long list of objects, an object with such a list, or objects over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from classifier.audit.dumps.json_items import items
from classifier.audit.dumps.json_lines import names_in
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row

NAME = "json"
TITLE = "JSON: one list of objects, bare or in an object"
ENDINGS = ()
DEFAULTS = Fields()
EXAMPLE = '[\n  {"id": 1, "body": "Good morning"},\n  {"id": 2, "body": "You idiot"}\n]\n'

#: What the list may be called in an object around it.
LISTS = ("comments", "messages", "posts", "items", "data", "results", "records", "rows", "entries")

_LIST = re.compile(rb"\s*\[\s*[{\]]")
_OBJECT_OVER_LINES = re.compile(rb'\s*\{[^\n]*\n\s*["}]')
_LIST_IN_OBJECT = re.compile(rb'\s*\{\s*"(?:' + "|".join(LISTS).encode() + rb')"\s*:\s*\[\s*[{\]]')
_SAMPLE = 50


def looks_like(start: bytes) -> bool:
    return any(pattern.match(start) for pattern in (_LIST, _OBJECT_OVER_LINES, _LIST_IN_OBJECT))


def field_names(stream: BinaryIO, delimiter: str | None = None) -> list[str]:
    names: dict[str, None] = {}
    for item in islice(items(stream, LISTS), _SAMPLE):
        names |= dict.fromkeys(names_in(item.value))
    return list(names)


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for item in items(stream, LISTS):
        if item.error:
            yield Row(error=item.error, line=item.line)
        else:
            yield row_from(item.value, fields, item.line)

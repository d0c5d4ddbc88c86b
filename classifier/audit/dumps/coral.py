"""Comments of Coral (since version 5) and of Talk (version 4), as mongoexport writes their collection.

Coral keeps every revision of a comment, as HTML; the last one counts. A deleted comment has none and is a row
without text. Titles of stories are in another collection, so there is no topic. Talk's bodies are plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from classifier.audit.dumps.html_text import plain
from classifier.audit.dumps.json_items import items
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row

NAME = "coral"
TITLE = "Coral's (Talk's) comments, exported from MongoDB"
ENDINGS = ()
DEFAULTS = Fields(
    text="body",
    author=("authorID", "author_id"),
    time=("createdAt", "created_at"),
    channel=("section", "siteID"),
    thread=("storyID", "asset_id"),
    parent=("parentID", "parent_id"),
    id="id",
)
EXAMPLE = """\
{"id": "c8", "storyID": "s7", "authorID": "u4", "parentID": null, "status": "APPROVED",\
 "revisions": [{"id": "r1", "body": "<div>Lovely news!</div>"}],\
 "createdAt": {"$date": "2024-05-01T09:30:00.000Z"}}
"""

_KEYS = (
    (rb'"storyID"\s*:', rb'"revisions"\s*:', rb'"authorID"\s*:'),
    (rb'"asset_id"\s*:', rb'"body"\s*:', rb'"author_id"\s*:'),
)


def looks_like(start: bytes) -> bool:
    is_json = start.lstrip(b" \t\r\n[").startswith(b"{")
    return is_json and any(all(re.search(key, start) for key in keys) for keys in _KEYS)


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for item in items(stream):
        if item.error:
            yield Row(error=item.error, line=item.line)
            continue
        yield _row(item.value, item.line, fields)


def _row(comment: Mapping[str, Any], line: int, fields: Fields) -> Row:
    row = row_from(comment, fields, line)
    row = row._replace(time=_moment(row.time))
    revisions = comment.get("revisions")
    if not isinstance(revisions, list) or fields.text != DEFAULTS.text:
        return row
    if not revisions:
        return row._replace(text="", error=None)
    last = revisions[-1] if isinstance(revisions[-1], dict) else {}
    revision = row_from(last, DEFAULTS)
    return row._replace(text=revision.text and plain(revision.text), error=revision.error)


def _moment(value: object) -> object:
    """A time as MongoDB's extended JSON has it: {"$date": "2024-…"}, or {"$numberLong": "17…"} in it."""
    while isinstance(value, dict):
        value = value.get("$date", value.get("$numberLong"))
    return value

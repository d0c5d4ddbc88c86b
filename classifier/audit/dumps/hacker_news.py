"""Hacker News: items as its own API and BigQuery give them, and as Algolia's search does.

- Its API (Firebase, v0): an item a line, or a list. A comment names its parent, not its story: no topic.
- Algolia's answers: {"hits": [...]}, one or many. Of a comment its story is known.
- Algolia's items: a story with its comments in each other ("children"), each of which is a row.

A story's text is its title and what is below it. Deleted items have no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from classifier.audit.dumps.html_text import plain
from classifier.audit.dumps.json_items import items
from classifier.audit.dumps.mapping import row_from, words
from classifier.audit.dumps.rows import Fields, Row

NAME = "hackernews"
TITLE = "Hacker News' items, and Algolia's search results for it"
ENDINGS = ()
DEFAULTS = Fields(
    text=("comment_text", "story_text", "text"),
    topic="story_title",
    author=("author", "by"),
    time=("created_at_i", "time"),
    thread="story_id",
    parent=("parent_id", "parent"),
    id=("objectID", "id"),
)
EXAMPLE = """\
{"by": "ann", "id": 8, "parent": 7, "text": "Lovely news!<p>Really.", "time": 1714555800, "type": "comment"}
{"by": "bob", "id": 7, "kids": [8], "time": 1714555700, "title": "Owls return", "type": "story"}
"""

_LISTS = ("hits",)

#: What tells an item that has no text because it was deleted, or has a title only.
_SURE = ("type", "_tags", "deleted", "title")

#: All of one line stand together in no other dump that we know.
_MARKS = (
    (rb'"by"\s*:\s*"', rb'"time"\s*:\s*[0-9]{9,}', rb'"type"\s*:\s*"(?:comment|story|job|poll|pollopt)"'),
    (rb'"created_at_i"\s*:', rb'"(?:objectID|children)"\s*:', rb'"story_id"\s*:'),
)


def looks_like(start: bytes) -> bool:
    is_json = start.lstrip(b" \t\r\n[").startswith(b"{")
    return is_json and any(all(re.search(mark, start) for mark in marks) for marks in _MARKS)


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for item in items(stream, _LISTS):
        if item.error:
            yield Row(error=item.error, line=item.line)
            continue
        for post in _with_children(item.value):
            if not isinstance(post, dict):
                yield Row(error="not a JSON object", line=item.line)
                continue
            yield _row(post, item.line, fields)


def _with_children(top: dict[str, Any]) -> Iterator[object]:
    """The item and, if it is a tree, all below it, in the order in which they stand on the page."""
    known = {"story_title": top.get("title") or top.get("story_title")}
    waiting: list[object] = [top]
    while waiting:
        post = waiting.pop()
        yield {**known, **post} if isinstance(post, dict) and post is not top else post
        children = post.get("children") if isinstance(post, dict) else None
        if isinstance(children, list):  # of numbers in search results, which are no rows
            waiting += [child for child in reversed(children) if not isinstance(child, int)]


def _row(post: Mapping[str, Any], line: int, fields: Fields) -> Row:
    row = row_from(post, fields, line)
    if row.text is None and fields.text == DEFAULTS.text and any(post.get(name) for name in _SURE):
        row = row._replace(text="", error=None)
    if row.text is None:
        return row
    title = words(post, "title")
    text = "<p>".join(filter(None, (title, row.text)))
    return row._replace(text=plain(text), topic=None if title and row.topic == title else row.topic)

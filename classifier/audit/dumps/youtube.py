"""The YouTube Data API (v3): what commentThreads.list and comments.list answer, one page or many.

A thread gives its first comment and then each of the replies it carries (up to five; comments.list has all).
The words are those that were typed (textOriginal), else those shown (textDisplay), which are HTML. Of an
edited comment the API has the last state. It gives no video's title, so there is no topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from classifier.audit.dumps.html_text import plain
from classifier.audit.dumps.json_items import items
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row

NAME = "youtube"
TITLE = "YouTube Data API: comment threads and comments"
ENDINGS = ()
DEFAULTS = Fields(
    text=("snippet.textOriginal", "snippet.textDisplay"),
    author="snippet.authorDisplayName",
    time="snippet.publishedAt",
    channel="snippet.channelId",
    thread="snippet.videoId",
    parent="snippet.parentId",
    id="id",
)
EXAMPLE = """\
{
  "kind": "youtube#commentListResponse",
  "items": [
    {
      "kind": "youtube#comment",
      "id": "Ugx8",
      "snippet": {
        "videoId": "v7",
        "textOriginal": "Lovely owls!",
        "authorDisplayName": "@ann",
        "publishedAt": "2024-05-01T09:30:00Z"
      }
    }
  ]
}
"""

_LISTS = ("items",)
_KIND = re.compile(rb'"kind"\s*:\s*"youtube#comment(?:Thread)?(?:ListResponse)?"')


def looks_like(start: bytes) -> bool:
    return start.lstrip(b" \t\r\n[").startswith(b"{") and _KIND.search(start) is not None


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for item in items(stream, _LISTS):
        if item.error:
            yield Row(error=item.error, line=item.line)
            continue
        for comment in _comments(item.value):
            if not isinstance(comment, dict):
                yield Row(error="not a JSON object", line=item.line)
                continue
            yield _row(comment, item.line, fields)


def _comments(item: dict[str, Any]) -> Iterator[object]:
    """A comment, or those of a thread."""
    snippet = item.get("snippet")
    first = snippet.get("topLevelComment") if isinstance(snippet, dict) else None
    if not isinstance(first, dict):
        yield item
        return
    yield first
    carried = item.get("replies")
    replies = carried.get("comments") if isinstance(carried, dict) else None
    yield from replies if isinstance(replies, list) else ()


def _row(comment: Mapping[str, Any], line: int, fields: Fields) -> Row:
    row = row_from(comment, fields, line)
    snippet = comment.get("snippet")
    if row.text and isinstance(snippet, dict) and not snippet.get("textOriginal"):
        row = row._replace(text=plain(row.text))
    return row

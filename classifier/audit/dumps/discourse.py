"""Discourse's JSON: topics (/t/7.json, one or many) and lists of posts (/posts.json).

A topic is read whole, since its title follows its posts; the longest have some megabytes. The words are the
Markdown that was typed (raw) where the answer has it, else what is shown (cooked, HTML). Posts by the system
and its bots have their mark. What Discourse notes of a topic (closed, moved) is a row without text. In a list
of posts nothing tells the id of the post that one answers, and there is no parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from classifier.audit.dumps.html_text import plain
from classifier.audit.dumps.json_items import items
from classifier.audit.dumps.mapping import row_from, words
from classifier.audit.dumps.rows import Fields, Row

NAME = "discourse"
TITLE = "Discourse's topics and posts, as JSON"
ENDINGS = ()
DEFAULTS = Fields(
    text=("raw", "cooked"),
    topic=("topic_title", "topic.title"),
    author="username",
    time="created_at",
    channel=("category_id", "topic.category_id"),
    thread=("topic_id", "topic.id"),
    parent="reply_to_post_number",
    id="id",
)
EXAMPLE = """\
{
  "post_stream": {
    "posts": [
      {
        "id": 8,
        "username": "ann",
        "created_at": "2024-05-01T09:30:00.000Z",
        "cooked": "<p>Lovely news!</p>",
        "post_number": 1,
        "topic_id": 7
      }
    ]
  },
  "id": 7,
  "title": "Owls return"
}
"""

_LISTS = ("latest_posts",)
_POST = (rb'"cooked"\s*:', rb'"post_number"\s*:', rb'"topic_id"\s*:')
_ANSWERED = "reply_to_post_number"
_NOTICE = 3  # the kind of post that is called a small action


def looks_like(start: bytes) -> bool:
    return start.lstrip(b" \t\r\n[").startswith(b"{") and all(re.search(key, start) for key in _POST)


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for item in items(stream, _LISTS):
        if item.error:
            yield Row(error=item.error, line=item.line)
            continue
        for post in _posts(item.value):
            if not isinstance(post, dict):
                yield Row(error="not a JSON object", line=item.line)
                continue
            yield _row(post, item.line, fields)


def _posts(value: dict[str, Any]) -> Iterator[object]:
    """A post, or those of a topic, each with what is known of its topic and the id of the post it answers."""
    stream = value.get("post_stream")
    posts = stream.get("posts") if isinstance(stream, dict) else None
    if not isinstance(posts, list):
        yield {**value, _ANSWERED: None}
        return
    topic = {f"topic.{name}": value.get(name) for name in ("id", "title", "category_id")}
    ids: dict[object, object] = {}
    for post in posts:
        if isinstance(post, dict):
            ids[words(post, "post_number")] = post.get("id")  # an answer comes after what it answers
            yield {**topic, **post, _ANSWERED: ids.get(words(post, _ANSWERED) or "none")}
        else:
            yield post


def _row(post: Mapping[str, Any], line: int, fields: Fields) -> Row:
    row = row_from(post, fields, line)
    user = post.get("user_id")
    row = row._replace(by_bot=isinstance(user, int) and user < 0)
    if post.get("post_type") == _NOTICE:
        return row._replace(text="", error=None)
    return row._replace(text=plain(row.text)) if row.text and not post.get("raw") else row

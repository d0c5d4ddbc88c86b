"""Disqus' XML export (schema 1.0): its categories, then the threads, then all posts.

A post names only its thread, so every thread's title and address are kept in memory, some 300 bytes each.
Deleted posts and spam are in the export, often with their words, and are rows like others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from classifier.audit.dumps.html_text import plain
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row
from classifier.audit.dumps.xml_records import records

NAME = "disqus"
TITLE = "Disqus' XML export"
ENDINGS = ()
DEFAULTS = Fields(
    text="message",
    topic="thread.title",
    author=("author.username", "author.name"),
    time="createdAt",
    channel=("category.title", "thread.forum"),
    thread=("thread.link", "thread@dsq:id"),
    parent="parent@dsq:id",
    id="@dsq:id",
)
EXAMPLE = """\
<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
  <thread dsq:id="7"><link>https://paper.example/owls</link><title>Owls return</title></thread>
  <post dsq:id="8">
    <message><![CDATA[<p>Lovely news!</p>]]></message>
    <createdAt>2024-05-01T09:30:00Z</createdAt>
    <author><name>Ann</name><username>ann</username></author>
    <thread dsq:id="7"/>
  </post>
</disqus>
"""

_PATHS = frozenset(["disqus/category", "disqus/thread", "disqus/post"])
_STARTS = {b"<post ": b"<disqus>"}
_OF_THREAD = ("title", "link", "forum")


def looks_like(start: bytes) -> bool:
    return b"<disqus" in start and b"disqus.com" in start and start.lstrip().startswith(b"<")


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    categories: dict[str, str] = {}
    threads: dict[str, dict[str, str]] = {}
    for record in records(stream, _PATHS, _STARTS):
        values = record.values
        own = values.get("@dsq:id", "")
        if record.error:
            yield Row(id=own, error=record.error, line=record.line)
        elif record.path == "disqus/category":
            categories[own] = values.get("title", "")
        elif record.path == "disqus/thread":
            category = categories.get(values.get("category@dsq:id", ""), "")
            known = {f"thread.{name}": values[name] for name in _OF_THREAD if values.get(name)}
            threads[own] = {**known, "category.title": category}
        else:
            post = {**threads.get(values.get("thread@dsq:id", ""), {}), **values}
            row = row_from(post, fields, record.line)
            topic = plain(row.topic) if row.topic else None
            yield row._replace(text=None if row.text is None else plain(row.text), topic=topic)

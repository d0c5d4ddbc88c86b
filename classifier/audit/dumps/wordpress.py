"""WordPress' export (WXR 1.0 to 1.2), which other systems write as well: articles and in them their comments.

Only the comments are rows, not the articles. Pingbacks and trackbacks, which machines write, have the mark of
bots. WordPress leaves out what it takes for spam, and keeps what waits for approval.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from classifier.audit.dumps.html_text import plain
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row
from classifier.audit.dumps.xml_records import records

NAME = "wordpress"
TITLE = "WordPress' export (WXR)"
ENDINGS = ()
DEFAULTS = Fields(
    text="wp:comment_content",
    topic="item.title",
    author="wp:comment_author",
    time=("wp:comment_date_gmt", "wp:comment_date"),
    thread=("item.link", "item.wp:post_id"),
    parent="wp:comment_parent",
    id="wp:comment_id",
)
EXAMPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
  <channel>
    <item>
      <title>Owls return</title>
      <link>https://blog.example/owls</link>
      <wp:comment>
        <wp:comment_id>8</wp:comment_id>
        <wp:comment_author><![CDATA[Ann]]></wp:comment_author>
        <wp:comment_date_gmt>2024-05-01 09:30:00</wp:comment_date_gmt>
        <wp:comment_content><![CDATA[Lovely news!]]></wp:comment_content>
        <wp:comment_parent>0</wp:comment_parent>
      </wp:comment>
    </item>
  </channel>
</rss>
"""

_COMMENT = "rss/channel/item/wp:comment"
_PATHS = frozenset(["rss/channel/item", _COMMENT])
_STARTS = {b"<wp:comment>": b"<rss><channel><item>", b"<item>": b"<rss><channel>"}
_OF_ITEM = ("title", "link", "wp:post_id", "dc:creator", "category")


def looks_like(start: bytes) -> bool:
    return start.lstrip().startswith(b"<") and b"<rss" in start and b"wordpress.org/export/" in start


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for record in records(stream, _PATHS, _STARTS):
        if record.error:
            yield Row(id=record.values.get("wp:comment_id"), error=record.error, line=record.line)
        elif record.path == _COMMENT:
            around = {f"item.{name}": record.around[name] for name in _OF_ITEM if name in record.around}
            comment = {**around, **record.values}
            yield _row(comment, record.line, fields)


def _row(comment: Mapping[str, str], line: int, fields: Fields) -> Row:
    row = row_from(comment, fields, line)
    return row._replace(
        text=None if row.text is None else plain(row.text),
        topic=plain(row.topic) if row.topic else None,
        parent=None if row.parent == "0" else row.parent,
        by_bot=comment.get("wp:comment_type") in ("pingback", "trackback"),
    )

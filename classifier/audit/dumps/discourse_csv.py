"""The posts in the archive that Discourse makes for a user (user_archive.csv): all of one person.

The words are the Markdown that was typed. Older versions have other names for some columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from classifier.audit.dumps.csv_rows import dict_rows
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row

NAME = "discourse-csv"
TITLE = "Discourse's archive of a user's posts (CSV)"
ENDINGS = ()
DEFAULTS = Fields(
    text=("post_raw", "post"),
    topic="topic_title",
    time="created_at",
    channel=("categories", "category"),
    thread="url",
    id="url",
)
EXAMPLE = """\
topic_title,categories,is_pm,post_raw,post_cooked,like_count,reply_count,url,created_at
Owls return,Birds,No,Lovely news!,<p>Lovely news!</p>,1,0,https://forum.example/t/owls/7/2,2024-05-01T09:30:00.000Z
"""


def looks_like(start: bytes) -> bool:
    heading = start.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    return heading.startswith(b"topic_title,") and b",is_pm,post" in heading


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for named in dict_rows(stream, ","):
        row = row_from(named.values, fields, named.line)
        if row.thread and fields.thread == "url":  # which is the topic's and the number of the post
            row = row._replace(thread=row.thread.rpartition("/")[0])
        yield row._replace(text=None, error=named.error) if named.error else row

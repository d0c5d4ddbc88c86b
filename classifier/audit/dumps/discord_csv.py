"""DiscordChatExporter's CSV: AuthorID, Author, Date, Content, Attachments, Reactions; one channel a file.

It tells neither channel nor topic, nor who is a bot; its JSON does. What joins and pins say is a text here.
Dates are ISO 8601, or "01-May-24 09:30 AM" from older versions; other ways to write them, which depend on the
country of whoever exported, can't be read for certain and are left empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from classifier.audit.dumps.csv_rows import dict_rows
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row

NAME = "discord-csv"
TITLE = "DiscordChatExporter's CSV"
ENDINGS = ()
DEFAULTS = Fields(text="Content", author="Author", time="Date")
EXAMPLE = """\
AuthorID,Author,Date,Content,Attachments,Reactions
"4","ann","2024-05-01T09:30:00.1230000+00:00","Did you hear it last night?","",""
"""

_HEADING = b"AuthorID,Author,Date,Content,"
_OLD_DATE = "%d-%b-%y %I:%M %p"


def looks_like(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").startswith(_HEADING)


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    for named in dict_rows(stream, ","):
        row = row_from(named.values, fields, named.line)
        if named.error:
            row = row._replace(text=None, error=named.error)
        yield row._replace(time=_moment(row.time))


def _moment(date: object) -> object:
    if isinstance(date, str) and date.endswith(("AM", "PM")):
        try:
            return datetime.strptime(date, _OLD_DATE)
        except ValueError:
            return None
    return date

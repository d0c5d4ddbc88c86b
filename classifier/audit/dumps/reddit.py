"""Reddit's comments (RC_) and submissions (RS_) as Pushshift and Arctic Shift keep them: an object a line.

A submission's text is its title and what is below it. Reddit writes <, > and & as entities. What was deleted
or removed is a row without text. Comments don't tell the title they are under, so they have no topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from classifier.audit.dumps.batches import UNNUMBERED
from classifier.audit.dumps.decoding import decode
from classifier.audit.dumps.json_blocks import read_block
from classifier.audit.dumps.lines import blocks, decoded
from classifier.audit.dumps.mapping import row_from
from classifier.audit.dumps.rows import Fields, Row

NAME = "reddit"
TITLE = "Reddit's comments and submissions (Pushshift, Arctic Shift)"
ENDINGS = ()
DEFAULTS = Fields(
    text=("body", "selftext"),
    author="author",
    time="created_utc",
    channel="subreddit",
    thread=("link_id", "name"),
    parent="parent_id",
    id="id",
)
EXAMPLE = (
    '{"id": "c8", "author": "ann", "body": "Lovely news!", "created_utc": 1714555800, "link_id": "t3_s7",'
    ' "parent_id": "t3_s7", "subreddit": "owls"}\n'
    '{"id": "s7", "author": "bob", "title": "Owls return", "selftext": "", "created_utc": 1714555700,'
    ' "subreddit": "owls"}\n'
)

_COMMENT = Fields(text="body").over(DEFAULTS)
_SUBMISSION = Fields(text="selftext", topic="title").over(DEFAULTS)  # the topic becomes part of the text

_GONE = ("[deleted]", "[removed]", "[ Removed by Reddit ]")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_HELPER = "AutoModerator"


def looks_like(start: bytes) -> bool:
    first, _ = decode(start.lstrip().partition(b"\n")[0])
    if not isinstance(first, dict):
        return False
    return {"subreddit", "created_utc"} <= first.keys() and ("body" in first or "selftext" in first)


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row | pa.RecordBatch]:
    line = 1
    for block in blocks(stream):
        batch = _batch(block, line) if fields == DEFAULTS else None
        if batch is None:
            yield from _rows(block, line, fields)
        else:
            yield batch
        line += block.count(b"\n")


def _batch(block: bytes, line: int) -> pa.RecordBatch | None:
    """A block by the fast way of JSON Lines. None where it mixes comments and submissions, or is in doubt."""
    first = block.partition(b"\n")[0]
    fields = _COMMENT if b'"body"' in first else _SUBMISSION
    batch = read_block(block, line, fields)
    if batch is None or batch["error"].null_count < batch.num_rows:
        return None
    columns = {name: batch[name] for name in UNNUMBERED.names}
    columns["by_bot"] = pc.fill_null(pc.equal(batch["author"], _HELPER), False)
    columns["author"] = _unless(batch["author"], ("[deleted]",), None)
    columns["text"] = _unescaped(_unless(batch["text"], _GONE, ""))
    if fields is _SUBMISSION:
        title = pc.coalesce(_unescaped(batch["topic"]), "")
        joined = pc.binary_join_element_wise(
            title.cast(pa.large_string()), columns["text"], pa.scalar("\n", pa.large_string())
        )
        columns["text"] = pc.utf8_trim(joined, "\n")
        columns["topic"] = pa.nulls(batch.num_rows, pa.string())
    return pa.RecordBatch.from_arrays([columns[name] for name in UNNUMBERED.names], schema=UNNUMBERED)


def _unless(column: pa.Array, these: tuple[str, ...], instead: str | None) -> pa.Array:
    found = pc.is_in(column, pa.array(these, column.type))
    return pc.if_else(found, pa.scalar(instead, column.type), column)


def _unescaped(column: pa.Array) -> pa.Array:
    for entity, character in _ENTITIES:
        column = pc.replace_substring(column, entity, character)
    return column


def _rows(block: bytes, first_line: int, fields: Fields) -> Iterator[Row]:
    for line, (text, error) in enumerate(decoded(block), first_line):
        if not error and not text.strip():
            continue
        post: Any = None
        if not error:
            post, error = decode(text.encode())
        if error or not isinstance(post, dict):
            yield Row(error=error or "not a JSON object", line=line)
        else:
            yield _row(post, line, fields)


def _row(post: dict[str, Any], line: int, fields: Fields) -> Row:
    by_default = fields.text == DEFAULTS.text
    if by_default:
        fields = replace(fields, text="body" if "body" in post else "selftext")
    row = row_from(post, fields, line)
    author = row.author
    row = row._replace(by_bot=author == _HELPER, author=None if author == "[deleted]" else author)
    if row.text is None:
        return row
    text = "" if row.text in _GONE else row.text
    if "body" not in post and by_default:
        title = post.get("title")
        text = f"{title if isinstance(title, str) else ''}\n{text}".strip("\n")
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return row._replace(text=text)

"""The text of a comment and of its context, and what is wrong with one."""

from __future__ import annotations

from classifier.serve.errors import invalid
from classifier.serve.limits import COMMENT_BYTES, CONTEXT_CHARACTERS
from classifier.serve.perspective.wire import Context, TextEntry


def comment_text(entry: TextEntry | None) -> str:
    """What to read of a comment. Raises ApiError for none, an empty or too long a one."""
    given = (entry.text if entry else None) or ""
    if len(given) > COMMENT_BYTES or len(given.encode()) > COMMENT_BYTES:
        raise invalid("Comment text too long.", "COMMENT_TOO_LONG")
    text = _plain(entry)
    if not text.strip():
        raise invalid("Comment must be non-empty.", "COMMENT_EMPTY")
    return text


def is_html(entry: TextEntry | None) -> bool:
    """Whether the offsets of what is read are not those of what was sent."""
    return entry is not None and entry.type == "HTML"


def topic_of(context: Context | None, *, is_read: bool = True) -> str | None:
    """What a comment is about: the beginning of all its context, None if that is not to be read."""
    if context is None:
        return None
    article = context.article_and_parent_comment
    if article and context.entries:
        raise invalid(
            "Context can have either entries or article_and_parent_comment, but both fields were populated."
        )
    if not is_read:
        return None
    entries = [article.article, article.parent_comment] if article else (context.entries or [])
    joined = "\n".join(filter(None, map(_beginning, entries)))[:CONTEXT_CHARACTERS]
    return joined if joined.strip() else None


def _beginning(entry: TextEntry | None) -> str:
    """As much of a context entry as can be of use, with room for its tags."""
    text = (entry.text if entry else None) or ""
    return _plain(TextEntry(text[: 4 * CONTEXT_CHARACTERS], entry.type if entry else None))


def _plain(entry: TextEntry | None) -> str:
    if entry is None or not entry.text:
        return ""
    if entry.type != "HTML":
        return entry.text
    # Here, since it loads pyarrow with the readers of dumps, and few comments come as HTML.
    from classifier.audit.dumps.html_text import plain

    return plain(entry.text)

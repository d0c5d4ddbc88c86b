"""The names that fields usually have, for formats that leave them to whoever writes the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from classifier.audit.dumps.rows import Fields

#: The more telling names first. Capitals, underscores, hyphens and blanks make no difference.
USUAL: Mapping[str, tuple[str, ...]] = {
    role: tuple(names.split())
    for role, names in {
        "text": """text body content comment comment_text message comment_body comment_content
            message_text post_text full_text tweet review review_text utterance msg post""",
        "topic": """topic context title article_title thread_title post_title story_title video_title subject
            headline""",
        "author": """author author_name author.name user_name user user.name screen_name
            display_name nickname author_id user_id sender by""",
        "time": """time timestamp created_at created_utc created date datetime published_at posted_at
            published comment_date ts""",
        "channel": """channel channel_name channel.name subreddit forum section board room category
            channel_id""",
        "thread": """thread thread_id conversation_id discussion_id link_id article_id story_id topic_id
            video_id post_id article""",
        "parent": """parent parent_id parent_comment_id reply_to reply_to_id in_reply_to in_reply_to_id
            in_reply_to_status_id""",
        "id": "id comment_id message_id tweet_id post_id uid",
    }.items()
}


def choose(there: Iterable[str], fields: Fields) -> Fields:
    """The fields that were named, and for each other the usual name that is among those `there`.

    Only the topic may be in one field here and in another there. `text` stays None if none is usual.

    >>> choose(["CommentID", "Body"], Fields()).text
    'Body'
    """
    by_usual = {_plain(name): name for name in there}
    chosen: dict[str, str | tuple[str, ...]] = {}
    for role, usual in USUAL.items():
        found = [by_usual[_plain(name)] for name in usual if _plain(name) in by_usual]
        if getattr(fields, role) is None and found:
            chosen[role] = tuple(found) if role == "topic" else found[0]
    return replace(fields, **chosen)  # type: ignore[arg-type]  # each is a field that takes names


def _plain(name: str) -> str:
    plain = name.casefold().strip()
    for mark in "_- ":
        plain = plain.replace(mark, "")
    return plain or name

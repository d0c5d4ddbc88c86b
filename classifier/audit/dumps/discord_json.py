"""The JSON of DiscordChatExporter (Tyrrrz): one channel or thread a file.

Where a message's words are:
- Markdown as it was written, unless the export was made with formatted Markdown.
- An edited message is in the export in its last state. What joins, pins and calls say is Discord's: no text.
- A forwarded message is the words of whoever forwards it, since they chose to post them.
- A bot writes in embeds, so their texts count. A person's embeds are previews of pages they link to, which
  say somebody else's words: they don't, unless there is nothing else in the message.
- Names of attachments and stickers are no text. Webhooks have the mark of bots.

In the export of a thread, the thread stands as the channel and its channel as the category; here each is what
it is. A thread's name, which in a forum is the title of a post, is its topic if it has no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from classifier.audit.dumps.json_items import items
from classifier.audit.dumps.mapping import row_from, words
from classifier.audit.dumps.rows import Fields, Row

NAME = "discord"
TITLE = "DiscordChatExporter's JSON"
ENDINGS = ()
DEFAULTS = Fields(
    text="content",
    topic="channel.topic",
    author="author.name",
    time="timestamp",
    channel="channel.name",
    thread="channel.name",
    parent="reference.messageId",
    id="id",
)
EXAMPLE = """\
{
  "guild": {"id": "1", "name": "Bird watchers"},
  "channel": {"id": "2", "type": "GuildTextChat", "category": "Talk", "name": "owls", "topic": "Owls"},
  "messages": [
    {
      "id": "3",
      "type": "Default",
      "timestamp": "2024-05-01T09:30:00.123+00:00",
      "content": "Did you hear it last night?",
      "author": {"id": "4", "name": "ann", "isBot": false}
    }
  ]
}
"""

_LISTS = ("messages",)
_MARKS = (rb'"guild"\s*:\s*\{', rb'"channel"\s*:\s*\{', rb'"messages"\s*:\s*\[')

_ROLES = ("text", "topic", "author", "time", "channel", "thread", "parent", "id")

#: What Discord itself says. Kinds that the exporter has no name for are numbers.
_NOTICES = frozenset(
    ["RecipientAdd", "RecipientRemove", "Call", "ChannelNameChange", "ChannelIconChange"]
    + ["ChannelPinnedMessage", "GuildMemberJoin", "ThreadCreated"]
    + [str(kind) for kind in range(1, 19)]
)


def looks_like(start: bytes) -> bool:
    return start.lstrip(b" \t\r\n[").startswith(b"{") and all(re.search(mark, start) for mark in _MARKS)


def read(stream: BinaryIO, fields: Fields) -> Iterator[Row]:
    renamed = [role for role in _ROLES if getattr(fields, role) != getattr(DEFAULTS, role)]
    renamed += ["error"] if "text" in renamed else []
    head: Mapping[str, Any] = {}
    place = _Place()
    for item in items(stream, _LISTS):
        if item.error:
            yield Row(error=item.error, line=item.line)
            continue
        if item.head is not head:
            head, place = item.head, _place(item.head)
        row = _row(item.value, place, item.line)
        if renamed:
            other = row_from({**head, **item.value}, fields)
            row = row._replace(**{role: getattr(other, role) for role in renamed})
        yield row


class _Place(NamedTuple):
    channel: str | None = None
    thread: str | None = None
    topic: str | None = None


def _place(head: Mapping[str, Any]) -> _Place:
    """The exporter's schema is older than threads: a thread stands for the channel, and its channel for the
    category."""
    name, topic = words(head, "channel.name"), words(head, "channel.topic")
    if "Thread" in (words(head, "channel.type") or ""):
        return _Place(words(head, "channel.category"), name, topic or name)
    return _Place(name, None, topic)


def _row(message: dict[str, Any], place: _Place, line: int) -> Row:
    if not isinstance(message.get("content"), str):
        return row_from(message, Fields(text="content", id="id"), line)
    author = message.get("author")
    author = author if isinstance(author, dict) else {}
    by_bot = author.get("isBot") is True
    return Row(
        text="" if str(message.get("type")) in _NOTICES else _text(message, by_bot),
        id=message.get("id"),
        topic=place.topic,
        author=_full_name(author),
        channel=place.channel,
        thread=place.thread,
        parent=_parent(message),
        time=message.get("timestamp"),
        by_bot=by_bot,
        line=line,
    )


def _full_name(author: Mapping[str, Any]) -> str | None:
    """The name, with the number that accounts had until 2023 and bots still have."""
    name, number = author.get("name"), author.get("discriminator")
    if isinstance(number, str) and number.strip("0"):
        return f"{name}#{number}"
    return name if isinstance(name, str) else None


def _parent(message: Mapping[str, Any]) -> str | None:
    """The message that this one answers; a forwarded one answers none."""
    reference = message.get("reference")
    if not isinstance(reference, dict) or reference.get("type") == "Forward":
        return None
    return words(reference, "messageId")


def _text(message: Mapping[str, Any], by_bot: bool) -> str:
    text: str = message["content"]
    embeds = message.get("embeds")
    forwarded = message.get("forwardedMessage")
    if not embeds and not forwarded:
        return text
    pieces = [text]
    if isinstance(forwarded, dict):
        pieces.append(words(forwarded, "content") or "")
        embeds = embeds or forwarded.get("embeds")
    if by_bot or not any(pieces):
        pieces += _embedded(embeds)
    return "\n".join(filter(None, pieces))


def _embedded(embeds: object) -> Iterator[str]:
    for embed in embeds if isinstance(embeds, list) else ():
        if isinstance(embed, dict):
            yield from (words(embed, name) or "" for name in ("author.name", "title", "description"))
            inner = embed.get("fields")
            for field in inner if isinstance(inner, list) else ():
                if isinstance(field, dict):
                    yield from (words(field, name) or "" for name in ("name", "value"))
            yield words(embed, "footer.text") or ""

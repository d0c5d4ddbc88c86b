"""One message as the moderation core sees it, whatever platform it was written on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class PostKind(StrEnum):
    """What is judged. A nickname's text is the name; somebody who joins says nothing at all.

    Of both, `member_event` makes the id, and no channel is named.
    """

    MESSAGE = "message"
    NICKNAME = "nickname"
    JOIN = "join"


class PartKind(StrEnum):
    """Where a piece of the text comes from, if the author didn't type it into the message itself."""

    TITLE = "title"
    FORWARDED = "forwarded"
    EMBED = "embed"
    POLL = "poll"
    FILE = "file"


#: The channel of what was said in none.
NO_CHANNEL = "0"


def member_event(guild_id: str, member_id: str) -> str:
    """The id of what a member does in no channel: another on each server, and no message's."""
    return str(int(guild_id) ^ int(member_id))


@dataclass(frozen=True, slots=True)
class Part:
    """The piece of the text from code point `start` to `end`."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and the words that are shown for it; None where the address itself is shown."""

    target: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A message at one moment: as it was posted, or as it reads after an edit.

    Ids are strings. For a post in a thread `parent_id` is the channel the thread belongs to. `topic` is what
    the channel says it is about, None when it says nothing. Times are aware datetimes.

    `text` is all there is to read, in this order: title, what was typed, poll, forwarded messages, embeds,
    files; `parts` say which of it was not typed. `links` are the addresses that stand behind a title in an
    embed: those in the text are found there. `mentioned` are the ids of the people and roles that the post
    calls, without whom it answers. `reply_to_text` is what the answered post says.
    """

    id: str
    guild_id: str
    channel_id: str
    channel_name: str
    author_id: str
    author_name: str
    text: str
    jump_url: str
    created_at: datetime
    edited_at: datetime | None = None
    parent_id: str | None = None
    topic: str | None = None
    author_is_bot: bool = False
    from_webhook: bool = False
    kind: PostKind = PostKind.MESSAGE
    application_id: str | None = None
    parts: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    mentioned: tuple[str, ...] = ()
    mentions_everyone: bool = False
    reply_to_text: str | None = None
    author_roles: frozenset[str] = frozenset()
    author_created_at: datetime | None = None
    author_joined_at: datetime | None = None

    @property
    def typed(self) -> str:
        """What the author typed into the message itself."""
        ends = [0, *(end for part in self.parts for end in (part.start, part.end)), len(self.text)]
        return "".join(self.text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))

    @property
    def at(self) -> datetime:
        """When the post came to read as it does."""
        return self.edited_at or self.created_at

    @property
    def author_key(self) -> str:
        """Who wrote it. A webhook has one id for everybody it speaks for, so there the name counts, too."""
        return f"{self.author_id}:{self.author_name}" if self.from_webhook else self.author_id

    @property
    def revision(self) -> int:
        """Which version of the message this is: 0 as posted, else the time of the edit in microseconds.

        A later edit has a higher number, so `(id, revision)` names one event, however often it is delivered.
        """
        if self.edited_at is None:
            return 0
        since = self.edited_at - _EPOCH
        return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
